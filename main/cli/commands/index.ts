/** The commands of `kan`, in the order of its help. */
import type { Command } from '../command.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion.ts';
import { devicesCommand } from './devices.ts';
import { editCommands } from './edits.ts';
import { fitCommand } from './fit.ts';
import { formulaCommand } from './formula.ts';
import { infoCommand } from './info.ts';
import { manCommand } from './man.ts';
import { predictCommand } from './predict.ts';
import { searchCommand } from './search.ts';
import { solveCommand } from './solve.ts';
import { suggestCommand } from './suggest.ts';

export const commands: readonly Command[] = [
  checkCommand,
  fitCommand,
  compareCommand,
  predictCommand,
  infoCommand,
  formulaCommand,
  searchCommand,
  solveCommand,
  suggestCommand,
  ...editCommands,
  devicesCommand,
  completionCommand(() => commands),
  manCommand(() => commands),
];
