/** The backend that the application and the command line compute with. */
import type { Backend } from '../compute/backend.ts';
import { referenceBackend } from '../compute/reference/backend.ts';

export const defaultBackend: Backend = referenceBackend;
