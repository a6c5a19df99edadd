/** From a file to a data set: the ways into this folder. */
export { previewCsv } from './preview.ts';
export { loadTable } from './load.ts';
export { describeTable, histogram } from './describe.ts';
export { prepareDataset } from './prepare.ts';
export { decodeOutputs, encodeRows } from './encode.ts';
export { noScores, scoreOf } from './scores.ts';
export { readSamples } from './samples.ts';
