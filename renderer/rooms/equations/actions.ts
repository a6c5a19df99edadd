/** Differential equations. */
import { defineActions } from '../../actions/action.ts';
import { exportActions } from '../../common/export.ts';
import type { EquationsNeeds } from './needs.ts';
import { problemExport } from './problem-export.ts';
import { solutionExport } from './solution-export.ts';

export function equationsActions(studio: EquationsNeeds) {
  const { equations } = studio;
  const isOpen = (): boolean => studio.screen === 'equations';
  const isSolved = (): boolean =>
    studio.ready && equations.view.solution !== null && !equations.running && !equations.busy;
  return [
    ...defineActions(studio, 'File', [
      {
        id: 'equation.open',
        label: 'Differential equations…',
        keywords: 'pde ode physics informed solve boundary initial value inverse problem poisson',
        enabled: () => !isOpen() && studio.screen !== 'import',
        run: () => (equations.open = true),
      },
      {
        id: 'equation.close',
        label: 'Leave the equations',
        keywords: 'back workbench start page',
        enabled: isOpen,
        run: () => (equations.open = false),
      },
      {
        id: 'equation.solve',
        label: 'Solve the equation',
        keywords: 'pde ode run',
        enabled: () => isOpen() && studio.ready && !equations.running && !equations.busy,
        run: () => equations.solve(),
      },
      {
        id: 'equation.stop',
        label: 'Stop solving',
        keywords: 'pde ode end abort',
        enabled: () => isOpen() && studio.ready && equations.running && !equations.busy,
        run: () => equations.stop(),
      },
      {
        id: 'equation.use',
        label: 'Open the solution as a network',
        keywords: 'pde ode workbench prune formula',
        enabled: () => isOpen() && isSolved(),
        run: () => useSolution(studio),
      },
    ]),
    ...exportActions(studio, 'File', [
      solutionExport(studio, () => isOpen() && isSolved()),
      problemExport(studio, isOpen),
    ]),
  ];
}

/** The solution becomes the network of the workbench, with its values as the table. */
async function useSolution({ equations, files, unsaved, restore }: EquationsNeeds): Promise<void> {
  if (!(await unsaved.mayReplace('The solution'))) return;
  const snapshot = await equations.use();
  equations.open = false;
  files.home = false;
  restore(snapshot);
}
