import type { SizeStudyView } from './sizeStudyViews.ts';

/** Before any study of the error against the size. */
export const idleSizeStudy: SizeStudyView = {
  status: 'idle',
  revision: '',
  message: '',
  rows: { train: 0, test: 0 },
  hidden: [],
  training: '',
  kan: { points: [], law: null },
  mlp: { points: [], law: null },
  expected: -4,
  verdict: '',
};
