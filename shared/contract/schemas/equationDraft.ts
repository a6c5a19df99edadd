/** A problem with differential equations as the window's form holds it, and its steps of undo. */
import { z } from 'zod';
import { equationSettings } from '../../settings/equations.ts';
import { problemFile } from './problemFile.ts';
import { shapeOf } from './settings.ts';

const text = z.string().max(20_000);

export const equationDraft = z.strictObject({
  /** The texts of the form; several entries of a field stand on lines of their own. */
  form: z.strictObject({
    equations: text,
    /** `x = -1 .. 1` */
    domain: text,
    inside: text,
    conditions: text,
    /** `k = 2` */
    constants: text,
    /** `D = 0.5`, or a name alone. */
    unknown: text,
    /** An expression; with several functions `x = …`. */
    exact: text,
    /** Nodes of the hidden layers: `10`; '' for the solver's choice. */
    hidden: text,
  }),
  /** The sample that the form was filled from; '' once it was changed. */
  sample: z.string().max(100),
  /** Where measured values come from. */
  measuredFrom: z.enum(['none', 'sample', 'table']),
  /** Measured values that came with a sample. */
  measurements: problemFile.shape.measurements,
  settings: z.strictObject(shapeOf(equationSettings)),
});

export type EquationDraft = z.infer<typeof equationDraft>;
export type EquationForm = EquationDraft['form'];
export type EquationField = keyof EquationForm;
