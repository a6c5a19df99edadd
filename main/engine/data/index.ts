/** From a file to a data set: what other rooms call for it. */
export { previewTable } from './reading/preview.ts';
export { loadTable } from './reading/load.ts';
export { histogram } from './columns/description.ts';
export { describeTable } from './columns/describeTable.ts';
export { checkTable } from './checks/checkTable.ts';
export { prepareDataset } from './dataset/prepare.ts';
export { decodeOutputs, encodeRows } from './dataset/encode.ts';
export { noScores, scoreOf } from './scores/scores.ts';
