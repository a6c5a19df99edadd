/** What a journal keeps beside the revisions, each part in a file of its own. */
import { noSteps, type EquationSteps } from '../equations/steps.ts';
import { noFindings, type Findings } from '../findings/findings.ts';
import type { Container } from './container.ts';
import { equationFiles, readEquations } from './equationFiles.ts';
import { findingFiles, readFindings } from './findingFiles.ts';

export interface JournalPart<T> {
  readonly file: string;
  /** What there is without the file. */
  readonly none: T;
  readonly files: (value: T) => Map<string, Uint8Array>;
  /** @throws where the files are not complete and consistent */
  readonly read: (container: Container) => T;
}

export const equationsPart: JournalPart<EquationSteps> = {
  ...{ file: 'equations.kan', none: noSteps, files: equationFiles, read: readEquations },
};

export const findingsPart: JournalPart<Findings> = {
  ...{ file: 'findings.kan', none: noFindings, files: findingFiles, read: readFindings },
};
