/**
 * Settings of a training run that few people need: the parts of λ, when and how grids are updated, the seed. The window shows
 * them under More. Projects keep them only where they were set.
 */
import { choice, MOST_SEED, real, whole } from './setting.ts';

/** The parts of the regularisation; λ multiplies each of them. The defaults are pykan's. */
export const sparsitySettings = {
  lambL1: real({
    label: 'λ: sizes',
    help: 'Weight of the sizes of the edge functions in the regularisation; pykan’s lamb_l1. λ multiplies it.',
    guide: 'lambda',
    least: 0,
    most: 1e6,
    default: 1,
    flag: { name: 'lamb-l1', value: 'x', help: 'weight of the sizes of edges in λ' },
  }),
  lambEntropy: real({
    label: 'λ: entropy',
    help: 'Weight of the entropy in the regularisation; pykan’s lamb_entropy. It asks for few large edges at each node instead of many of about the same size.',
    guide: 'lambda',
    least: 0,
    most: 1e6,
    default: 2,
    flag: { name: 'lamb-entropy', value: 'x', help: 'weight of the entropy in λ: few large edges' },
  }),
  lambCoef: real({
    label: 'λ: coefficients',
    help: 'Weight of the absolute coefficients of the splines in the regularisation; pykan’s lamb_coef.',
    guide: 'lambda',
    least: 0,
    most: 1e6,
    default: 0,
    flag: { name: 'lamb-coef', value: 'x', help: 'weight of the coefficients of the splines in λ' },
  }),
  lambCoefDiff: real({
    label: 'λ: smoothness',
    help: 'Weight of the differences of neighbouring coefficients in the regularisation; pykan’s lamb_coefdiff. A larger value gives smoother curves.',
    guide: 'lambda',
    least: 0,
    most: 1e6,
    default: 0,
    flag: {
      name: 'lamb-coefdiff',
      value: 'x',
      help: 'weight of differences of coefficients in λ: smoother curves',
    },
  }),
  regMetric: choice({
    label: 'Size of an edge in λ',
    help: 'How the regularisation measures an edge; pykan’s reg_metric. Its edge_forward_sum is not offered: it has no gradient there, so that training cannot lower it.',
    guide: 'lambda',
    options: [
      { value: 'edge_forward_spline_n', label: 'Spread over that of its input' },
      { value: 'edge_forward_spline_u', label: 'Spread of its values' },
      { value: 'edge_backward', label: 'Importance for the outputs' },
    ],
    default: 'edge_forward_spline_n',
    flag: { name: 'reg-metric', value: 'name', help: 'how λ measures the size of an edge' },
  }),
} as const;

/** When and how a run updates its grids. An automatic run decides this by itself. */
export const gridUpdateSettings = {
  gridUpdates: whole({
    label: 'Grid updates',
    help: 'The most updates of the grids in a run; pykan’s grid_update_num. Each comes after four times as many steps as the one before.',
    guide: 'grid',
    least: 1,
    most: 100,
    default: 4,
    flag: {
      name: 'grid-updates',
      value: 'N',
      help: 'the most updates of the grids; not in an automatic run',
    },
  }),
  gridUpdateStart: whole({
    label: 'First update after',
    help: 'Steps before the first update of the grids; pykan’s start_grid_update_step.',
    guide: 'grid',
    least: 0,
    most: 1_000_000,
    default: 5,
    unit: 'steps',
    flag: { name: 'grid-update-start', value: 'N', help: 'steps before the first update of the grids' },
  }),
  /** 0 for half of the run. */
  gridUpdateStop: whole({
    label: 'Last update by',
    help: 'No update of the grids comes after so many steps; pykan’s stop_grid_update_step. 0: half of the steps.',
    guide: 'grid',
    least: 0,
    most: 1_000_000,
    default: 0,
    derived: 'half of the steps',
    unit: 'steps',
    flag: { name: 'grid-update-stop', value: 'N', help: 'no update of the grids comes after so many steps' },
  }),
  gridEps: real({
    label: 'Even grid',
    help: 'Share of even intervals in an updated grid; pykan’s grid_eps. 1: all intervals are equally wide. 0: each interval has equally many rows.',
    guide: 'grid',
    least: 0,
    most: 1,
    default: 0.02,
    flag: {
      name: 'grid-eps',
      value: 'x',
      help: 'share of even intervals in an updated grid, 0 to 1; not in an automatic run',
    },
  }),
} as const;

export const moreTrainingSettings = {
  ...sparsitySettings,
  ...gridUpdateSettings,
  /** 0 for the seed of the network. */
  trainingSeed: whole({
    label: 'Seed of training',
    help: 'Chooses the random numbers of training: its further starts and its random rows. 0: the seed of the network.',
    guide: 'seed',
    least: 0,
    most: MOST_SEED,
    default: 0,
    derived: 'the seed of the network',
    flag: { name: 'training-seed', value: 'N', help: 'chooses the random numbers of training' },
  }),
} as const;
