/** Help texts of the commands between a network and its formula. */
import { languages } from '../../shared/expression/print/print.ts';

export const formulaHelp = `kan formula <model.kan>: the formula of a model in the data's own names and units.

Of two classes it gives the log-odds, logit P = ln(P/(1 − P)), of the second; of more, a score for each class, whose
softmax gives the probabilities.

  --format ${languages.join('|')}   (default: text)
  --digits n                 significant digits of every number (default: all)
  --json                     prints one JSON array, an object for each target
`;

const table = `  --data <csv>               the model's table (default: the one saved inside, or of its name beside the model)
`;

export const suggestHelp = `kan suggest <model.kan> --edge layer,input,output: functions c·f(a·x + b) + d that an edge might be, the likeliest first.

  --edge 0,1,0               counted from 0
${table}  --json                     prints all of them as one JSON array
`;

const editing = `${table}  --refit n                  steps of training afterwards, at most 1000; --no-refit for none
  --out other.kan            writes there (default: the same file; its history keeps what was)
  --json                     prints one JSON object
`;

export const fixHelp = `kan fix <model.kan> --edge layer,input,output --function <f>: sets an edge to c·f(a·x + b) + d and refits.

  --edge 0,1,0;0,0,2         one edge or several
  --function sin | "x^6"     a function of the library, or one written in x
  --affine a,b,c,d           its numbers (default: fitted to what the edge does now)
${editing}`;

export const pruneHelp = `kan prune <model.kan>: removes edges and hidden nodes of little attribution, keeps their means and refits.

  --sparsify                 instead trains with ever larger λ, prunes and trains without it, and keeps the smallest
                             network that does as well as any; takes seconds
  --edge 0,1,0;0,0,2         instead removes these edges
  --edge-threshold 0.03      edges with a score up to this go
  --node-threshold 0.01      hidden nodes with a score up to this go
${editing}`;

export const refineHelp = `kan refine <model.kan>: finer grids on every layer, and a refit.

  --grid n                   intervals (default: twice as many)
${editing}`;

export const editAffineHelp = `kan edit-affine <model.kan> --edge layer,input,output --affine a,b,c,d: other numbers for an edge that is a function.

  --affine 3.14,,,           those left empty stay
${editing}`;

export const unfixHelp = `kan unfix <model.kan> --edge layer,input,output: turns functions back to splines that follow them.

  --edge 0,1,0;0,0,2         one edge or several
${editing}`;

export const lockHelp = `kan lock <model.kan> --edge layer,input,output: keeps training away from edges.

  --edge 0,1,0;0,0,2         one edge or several
  --off                      lets training at them again
${editing}`;

export const restoreHelp = `kan restore <model.kan> --edge layer,input,output: brings removed edges back, as the newest revision has them.

  --edge 0,1,0;0,0,2         one edge or several
${editing}`;

export const expandHelp = `kan expand <model.kan>: one more node, or one more hidden layer. What the network predicts stays until the refit.

  --layer n                  hidden layer, 1 for the first (default)
  --kind sum|product         of the new node (default: sum)
  --new-layer                instead adds a layer of straight lines before layer n
${editing}`;

export const swapHelp = `kan swap <model.kan> --nodes 0,3: two nodes of a hidden layer change places; predictions stay.

  --layer n                  hidden layer, 1 for the first (default)
${editing}`;

export const perturbHelp = `kan perturb <model.kan>: noise on the splines, to leave a poor minimum, and a refit.

  --size 0.1                 standard deviation of the noise on each coefficient
  --seed n                   (default 0)
${editing}`;
