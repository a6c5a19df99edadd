/**
 * What comparisons, phases and searches for formulas found, as two files: findings.json, and as tensors the networks that learned
 * the phases and that formulas were read from.
 */
import { isEmpty, noFindings, type Findings, type LearnedPhases } from '../findings/findings.ts';
import { shapeOf } from '../kan/model.ts';
import type { Container } from './container.ts';
import {
  liveComparison,
  livePhases,
  liveSizeStudy,
  storedComparison,
  storedPhases,
  storedSizeStudy,
  type Written,
} from './format/liveFindings.ts';
import { liveFormulas, storedFormulas } from './format/liveFormulas.ts';
import type { StoredFindings } from './format/present.ts';
import { readFindingsJson } from './format/versions.ts';
import { decodeJson, encodeJson } from './json.ts';
import { modelOf, storedLayers, tensorsOf } from './modelFiles.ts';
import { decodeTensors, encodeTensors, type Tensor } from './safetensors.ts';

const jsonName = 'findings/findings.json';
const tensorsName = 'findings/params.safetensors';

type StoredPhases = NonNullable<StoredFindings['phases']>;

/** No files where nothing was found. */
export function findingFiles(findings: Findings): Map<string, Uint8Array> {
  if (isEmpty(findings)) return new Map();
  const { comparison, sizeStudy, phases, formulas } = findings;
  const network = phases?.network ?? null;
  const json: Written<StoredFindings> = {
    comparison: comparison && storedComparison(comparison),
    sizeStudy: sizeStudy && storedSizeStudy(sizeStudy),
    phases: phases && {
      ...storedPhases(phases),
      network: network && { layers: storedLayers(network.model), steps: network.steps },
    },
    formulas: formulas && storedFormulas(formulas, storedLayers),
  };
  const tensors = new Map<string, Tensor>(network === null ? [] : tensorsOf(network.model, ''));
  formulas?.outputs.forEach((list, output) => {
    list.forEach(({ formula }, index) => {
      for (const [name, tensor] of tensorsOf(formula.model, ownerOf(output, index)))
        tensors.set(name, tensor);
    });
  });
  return new Map([
    [jsonName, encodeJson(json)],
    [tensorsName, encodeTensors(tensors)],
  ]);
}

/** Of the network of a formula: what the names of its tensors begin with. */
function ownerOf(output: number, index: number): string {
  return `formulas.${output}.${index}.`;
}

/**
 * Nothing where there are no files.
 * @throws RangeError, ZodError or UnknownName if the files do not hold complete, consistent findings.
 */
export function readFindings({ files, version }: Container): Findings {
  const bytes = files.get(jsonName);
  if (bytes === undefined || version < 8) return noFindings;
  const { comparison, sizeStudy, phases, formulas } = readFindingsJson(decodeJson(bytes));
  const tensors = decodeTensors(files.get(tensorsName) ?? new Uint8Array());
  const models = (formulas?.outputs ?? []).map((list, output) =>
    list.map(({ layers }, index) => modelOf(layers, tensors, ownerOf(output, index))),
  );
  return {
    comparison: comparison && liveComparison(comparison),
    sizeStudy: sizeStudy && liveSizeStudy(sizeStudy),
    phases: phases && learnedPhases(phases, tensors),
    formulas: formulas && liveFormulas(formulas, models),
  };
}

function learnedPhases(
  { network, ...stored }: StoredPhases,
  tensors: ReadonlyMap<string, Tensor>,
): LearnedPhases {
  const found = livePhases(stored);
  if (network === null) return { ...found, network };
  const model = modelOf(network.layers, tensors, '');
  const { hidden } = found.view.kan;
  if (shapeOf(model).slice(1, -1).join() !== hidden.join()) {
    throw new RangeError('the network is not that of the phases');
  }
  return { ...found, network: { model, steps: network.steps } };
}
