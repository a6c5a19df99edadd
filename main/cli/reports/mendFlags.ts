import type { DataMend } from '../../../shared/contract/views/checks.ts';

/** The flags of `kan fit` that apply a mend; '' if there are none. */
export function flagsOf({ reading, ignore = [], missing, units = {} }: DataMend): string {
  const flags = [
    ...(reading?.missing ? [`--missing-marks "${reading.missing.join(',')}"`] : []),
    ...(ignore.length > 0 ? [`--ignore "${ignore.join(',')}"`] : []),
    ...(missing === undefined ? [] : [`--missing ${missing}`]),
    ...Object.entries(units).map(([name, unit]) => `--units "${name}=${unit}"`),
  ];
  return flags.join(' ');
}
