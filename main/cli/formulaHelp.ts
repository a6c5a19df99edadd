/** Help texts of the commands between a network and its formula. */

export const formulaHelp = `kan formula <model.kan>: the formula of a model in the data's own names and units.

  --format text|latex|python|sympy|javascript|c|julia|matlab|excel            (default: text)
  --digits n                 significant digits of every number (default: all)
  --json                     prints one JSON array, an object for each target
`;

const table = `  --data <csv>               the model's table (default: the one saved inside, or of its name beside the model)
`;

export const suggestHelp = `kan suggest <model.kan> --edge layer,input,output: functions c·f(a·x + b) + d that an edge might be, the likeliest first.

  --edge 0,1,0               counted from 0
${table}  --json                     prints all of them as one JSON array
`;

const editing = `${table}  --no-refit                 leaves all other parameters as they are
  --out other.kan            writes there (default: the same file; its history keeps what was)
  --json                     prints one JSON object
`;

export const fixHelp = `kan fix <model.kan> --edge layer,input,output --function <f>: sets an edge to c·f(a·x + b) + d and refits.

  --function sin | "x^6"     a function of the library, or one written in x
${editing}`;

export const pruneHelp = `kan prune <model.kan>: removes edges and hidden nodes of little attribution, keeps their means and refits.

  --edge-threshold 0.03      edges with a score up to this go
  --node-threshold 0.01      hidden nodes with a score up to this go
${editing}`;

export const refineHelp = `kan refine <model.kan>: finer grids on every layer, and a refit.

  --grid n                   intervals (default: twice as many)
${editing}`;
