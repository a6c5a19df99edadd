/** The backend that the application and the command line compute with. */
import { createNativeBackend, type NativeBackend } from '../compute/native/backend.ts';

let shared: NativeBackend | null = null;

/** One for the process: its threads start with the first use, and do not keep the process alive. */
export function sharedBackend(): NativeBackend {
  shared ??= createNativeBackend();
  return shared;
}
