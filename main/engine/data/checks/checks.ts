/**
 * The checks of a table, each a record, in the order in which their findings are listed: values that would be misread
 * first, since rows are lost to their gaps only once they are read as missing.
 */
import type { DataCheck } from './check.ts';
import { combinationsCheck } from './combinations.ts';
import { alikeLabelsCheck } from './alikeLabels.ts';
import { constantsCheck } from './constants.ts';
import { derivedCheck } from './derived.ts';
import { dittosCheck } from './dittos.ts';
import { duplicatesCheck } from './duplicates.ts';
import { gapsCheck } from './gaps.ts';
import { groupsCheck } from './groups.ts';
import { limitFlagsCheck } from './limitFlags.ts';
import { longFormCheck } from './longForm.ts';
import { lookupsCheck } from './lookups.ts';
import { mergedCellsCheck } from './mergedCells.ts';
import { missingLabelsCheck } from './missingLabels.ts';
import { mixedUnitsCheck } from './mixedUnits.ts';
import { outliersCheck } from './outliers.ts';
import { platesCheck } from './plates.ts';
import { sentinelsCheck } from './sentinels.ts';
import { totalsCheck } from './totals.ts';
import { transposedCheck } from './transposed.ts';
import { twiceEncodedCheck } from './twiceEncoded.ts';
import { twoScalesCheck } from './twoScales.ts';
import { typesCheck } from './types.ts';
import { uncertaintiesCheck } from './uncertainties.ts';
import { unitsCheck } from './units.ts';
import { zerosCheck } from './zeros.ts';

export const dataChecks: readonly DataCheck[] = [
  transposedCheck,
  longFormCheck,
  platesCheck,
  sentinelsCheck,
  limitFlagsCheck,
  zerosCheck,
  missingLabelsCheck,
  mergedCellsCheck,
  dittosCheck,
  gapsCheck,
  outliersCheck,
  duplicatesCheck,
  derivedCheck,
  combinationsCheck,
  lookupsCheck,
  constantsCheck,
  totalsCheck,
  uncertaintiesCheck,
  groupsCheck,
  typesCheck,
  alikeLabelsCheck,
  twiceEncodedCheck,
  unitsCheck,
  mixedUnitsCheck,
  twoScalesCheck,
];
