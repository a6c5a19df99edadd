/** Help texts. */
import { editCommands } from './edit.ts';

const editLines = editCommands
  .map(({ name, summary }) => `  ${`kan ${name} <model.kan>`.padEnd(42)} ${summary}\n`)
  .join('');

export const help = `KAN Studio: from a table of numbers to a network you can read.

Usage
  kan fit <csv> --target <name> [flags]      train a network
  kan predict <model.kan> <csv> [flags]      use one
  kan info <model.kan> [--json]              look into one
  kan formula <model.kan> [--format latex]   its formula, in any of nine notations
  kan suggest <model.kan> --edge 0,1,0       which functions an edge might be
${editLines}  kan devices [--json]                       what this machine can compute on
  kan --version

“kan fit --help” and so on tell each command's flags. Status: 0 done, 2 something to be mended (the message says what),
1 a fault of KAN Studio, or interrupted with nothing saved.
`;

const reading = `Reading the table (all of this is detected; overrule it where detection errs)
  --delimiter comma|semicolon|tab|pipe|space
  --decimal point|comma
  --encoding utf-8|utf-16le|utf-16be|latin1
  --missing-marks NA,-999    what stands for a missing value
  --no-header                the first row is data; columns are called x1, x2, …
`;

export const fitHelp = `kan fit <csv> --target <name[,name]>: trains a network on a table; - for one by standard input.

Data
  --target a[,b]             column(s) to predict
  --inputs a,b               columns to predict from (default: every usable other column)
  --ignore c,d               columns to leave out of the default
  --weights w                column of how much each row counts, 0 or more; errors are weighted too
  --task regression|classification            (default: classification if the target holds words)
  --missing drop|median      rows with a missing input: left out (default), or filled with the median
  --test-fraction 0.2        share of the rows held out to test on
  --test <csv>               test on this table instead
  --validation-fraction x    share of the rows held out to choose the best step by (default 0.15 for auto, else 0)

Network
  --hidden 5 | 5,3 | none    sum nodes of each hidden layer (default 5)
  --products 2 | 0,1         multiplication nodes of two factors in each hidden layer (default none)
  --grid 5                   intervals of each spline
  --order 3                  order of the splines

Training
  --optimizer auto|lm|lbfgs|adam              (default auto)
  --steps N                  (default 1000 at most for auto, 100 for lm, 200 for lbfgs, 2000 for adam)
  --lamb x                   strength of regularisation: larger gives fewer active edges (default 0)
  --learning-rate x          adam only (default 0.01)
  --batch N                  adam only: rows a step, 0 for all (default 0)
  --device auto|native|cuda|webgpu|wasm       (default auto: the fastest for this network and these data; kan devices
                             lists what there is)
  --seed n                   (default 0) the same seed gives the same result

Formulas (of classes: of their logits)
  --symbolic                 looks for formulas too: in small shapes of its own and in the trained network
  --prune                    removes the edges that the trained network can do without
  --preset formula           both

Results
  --out model.kan            saves the model
  --json                     prints one JSON object and nothing else on stdout

Ctrl-C ends training and keeps the best model so far. The status is then 0 where --out saved it, else 1.

${reading}`;

export const devicesHelp = `kan devices: what this machine can compute on, and why something is missing.

  native    the processor, by our own kernel: float64; the only one with Levenberg–Marquardt
  cuda      NVIDIA graphics processors by TensorFlow: npm run gpu:install sees to it
  webgpu    any graphics processor; in the app nothing need be installed
  wasm      TensorFlow.js on the processor, to compare with

  --json                     prints one JSON object
`;

export const predictHelp = `kan predict <model.kan> <csv>: predictions for the rows of a table, in the target's own units;
- for one by standard input.

  --out predictions.csv      writes them there (default: to stdout)

A row that lacks an input gets an empty cell. How the model's own table was read is the default here too.

${reading}`;

export const infoHelp = `kan info <model.kan>: what a model is, how it came about and how good it is.

  --json                     prints one JSON object
`;
