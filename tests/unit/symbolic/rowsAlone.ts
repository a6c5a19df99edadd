/** The search for formulas in the rows themselves, without networks. */
import { afterAll } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { discover } from '../../../main/engine/symbolic/auto/discover.ts';
import type { Found } from '../../../main/engine/symbolic/auto/front.ts';

/** @returns a search for the tests of a file, which gives the formulas that it ends with. */
export function useSearchInRows(): (dataset: Dataset) => Promise<readonly Found[]> {
  const backend = createNativeBackend({ threads: 1 });
  afterAll(() => backend.dispose());
  return async (dataset) => {
    const { signal } = new AbortController();
    let formulas: readonly Found[] = [];
    for await (const found of discover({ dataset, backend, seed: 1, signal, model: null, networks: false }))
      formulas = found.formulas;
    return formulas;
  };
}
