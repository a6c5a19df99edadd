import type { ReadingOptions, DataSetup } from '../../../shared/contract/schemas/setups.ts';

/** What is needed to find a table again, and to read and split it as before. */
export interface DataReference {
  /** Name without folders. */
  readonly fileName: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly hash: string;
  readonly overrides: ReadingOptions;
  /** Null before inputs and targets were chosen. */
  readonly setup: DataSetup | null;
}
