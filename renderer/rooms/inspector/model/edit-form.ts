/** A form for an edit of the whole network, from the edit's record. Pure. */
import { editTypes, recordOf, type EditType, type ModelEdit } from '../../../../shared/edits/edits.ts';
import type { Parameter } from '../../../../shared/edits/parameters.ts';
import type { NetworkFacts } from '../../../../shared/edits/record.ts';
import type { ModelView } from '../../../../shared/contract/views/network.ts';

/** The values that a person has entered, by parameter. */
export type Entered = Readonly<Record<string, unknown>>;

/**
 * The edits that the window offers as forms, in the order of their records; those of a hidden layer only where there is
 * one.
 */
export function formTypes(model: ModelView): readonly EditType[] {
  return editTypes.filter((type) => {
    const { form, parameters } = recordOf(type);
    const hidden = Object.values(parameters).includes('hiddenLayer');
    return form !== undefined && (!hidden || hiddenLayers(model) > 0);
  });
}

/** The parameters that a form shows, in order. */
export function fieldsOf(type: EditType): readonly (readonly [name: string, parameter: Parameter])[] {
  const { form, parameters } = recordOf(type);
  const notShown: readonly string[] = form?.hidden ?? [];
  return Object.entries(parameters).filter(([name]) => !notShown.includes(name));
}

/** The edit with the values of the form. @param revisions how many the history has. */
export function editOf(type: EditType, entered: Entered, model: ModelView, revisions: number): ModelEdit {
  const { form, parameters, start } = recordOf(type);
  const network = factsOf(model, revisions);
  const starts: Entered = { ...start?.(network), ...form?.start?.(network) };
  const values = Object.entries(parameters).map(([name, parameter]) => {
    const known = typeof parameter === 'string' ? 1 : parameter.default;
    const wanted = entered[name];
    const value =
      wanted === undefined || !isThere(parameter, wanted, model) ? (starts[name] ?? known) : wanted;
    return [name, value] as const;
  });
  return { type, ...Object.fromEntries(values) } as ModelEdit;
}

/** Why an edit of a form would change nothing; '' where it would change something. */
export function vainReason(edit: ModelEdit, model: ModelView, revisions: number): string {
  return recordOf(edit.type).form?.inVain?.(edit, factsOf(model, revisions)) ?? '';
}

function factsOf({ grid, shape }: ModelView, revisions: number): NetworkFacts {
  return { grid, layers: shape.length - 1, revisions };
}

/** The layers that a parameter may name, as options; empty for other parameters. */
export function layerOptions(
  parameter: Parameter,
  model: ModelView,
): readonly { readonly value: string; readonly label: string }[] {
  const hidden = hiddenLayers(model);
  if (parameter === 'hiddenLayer') {
    return numbersTo(hidden).map((layer) => ({ value: String(layer), label: `hidden layer ${layer}` }));
  }
  if (parameter !== 'nextLayer') return [];
  return numbersTo(hidden + 1).map((layer) => ({
    value: String(layer),
    label: layer > hidden ? 'before the outputs' : `before hidden layer ${layer}`,
  }));
}

/** The layer that a person selected may no longer exist. */
function isThere(parameter: Parameter, value: unknown, model: ModelView): boolean {
  const options = layerOptions(parameter, model);
  return options.length === 0 || options.some((option) => option.value === String(value));
}

function hiddenLayers({ shape }: ModelView): number {
  return shape.length - 2;
}

function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
