/** A revision whose network is a formula, for tests. */
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import type { Operation, Revision } from '../../../main/engine/history/revision.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

/** @param operation what led to it */
export function formulaRevision(text: string, { encoding }: Dataset, operation: Operation): Revision {
  const names = encoding.features.map(({ name }) => name);
  return {
    ...{ id: 'r1', parent: null, scores: null, time: 0, name: '', curve: [], data: null, ladder: null },
    encoding,
    operation,
    model: formulaModel(parseExpression(text, names), encoding)!,
  };
}
