/** Calls about formulas and the search for them. */
import { z } from 'zod';
import { languages } from '../../expression/print/print.ts';
import { call, type } from '../../rpc/contract.ts';
import { digitsSetting, searchRepeats, searchSettings } from '../../settings/search.ts';
import { none, index } from '../schemas/basic.ts';
import { schemaOf, shapeOf } from '../schemas/settings.ts';
import type { ModelFormulaView, PrintedView } from '../views/formula.ts';
import type { RepeatsView } from '../views/repeats.ts';

export const formulaCalls = {
  'formula.current': call(none, type<ModelFormulaView>()),
  /** A formula as code, the current one or one that the search found, with its errors in those digits. */
  'formula.print': call(
    z
      .object({
        formula: z.union([
          z.object({ from: z.literal('network'), output: index }).strict(),
          z.object({ from: z.literal('search'), output: index, index }).strict(),
        ]),
        language: z.enum(languages),
        /**
         * Significant digits; null for as many as give exactly the same number, `supported` for as many as the data
         * support.
         */
        digits: z.union([schemaOf(digitsSetting), z.literal('supported')]).nullable(),
        /** `x_1`, `x_2` … in place of the columns' names. */
        symbols: z.boolean(),
        /** The probability of the class in place of its log-odds; only where there are two classes. */
        probability: z.boolean().optional(),
      })
      .strict(),
    type<PrintedView>(),
  ),
  'formula.search': call(z.object(shapeOf(searchSettings)).partial({ searchSeed: true }).strict()),
  'formula.stopSearch': call(none),
  /** Searches again on other rows, to see whether the formula comes again; nothing is changed. Can be cancelled. */
  'formula.repeat': call(
    z.object({ output: index, index, repeats: schemaOf(searchRepeats) }).strict(),
    type<RepeatsView>(),
  ),
  /** Takes a formula of the search for each output: a new revision whose network is the formula. */
  'formula.adopt': call(z.object({ choice: z.array(index).min(1).max(1000) }).strict()),
} as const;
