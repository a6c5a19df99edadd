/** A formula as a file of code. */
import { languages } from '../../../shared/expression/print/print.ts';
import type { Export } from '../../common/export.ts';
import type { FormulaNeeds } from './needs.ts';

export function codeExport(studio: FormulaNeeds) {
  const { formula, network } = studio;
  return {
    id: 'formula.save',
    label: 'Save the formula as code…',
    keywords: `export ${languages.join(' ')}`,
    enabled: () => studio.ready && network.model !== null && formula.shown !== null,
    make: () => formula.code({ from: 'network', output: formula.output }),
  } as const satisfies Export;
}
