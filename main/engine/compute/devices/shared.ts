/** The backend that the application and the command line compute with. */
import { devicesFrom, type Devices } from './devices.ts';
import { cudaSource, nativeSource, wasmSource, webgpuSource, type ComputeWindow } from './sources.ts';
import { createNativeBackend, type NativeBackend } from '../native/backend.ts';

let shared: NativeBackend | null = null;

/** One for each process: its threads start with the first use and do not keep the process alive. */
export function sharedBackend(): NativeBackend {
  shared ??= createNativeBackend();
  return shared;
}

let devices: Devices | null = null;

/** The devices of the command line. */
export function sharedDevices(): Devices {
  devices ??= devicesWith(sharedBackend(), null);
  return devices;
}

/** @param computeWindow the app's; null where there is no app. */
export function devicesWith(native: NativeBackend, computeWindow: ComputeWindow | null): Devices {
  return devicesFrom([nativeSource(native), cudaSource(), webgpuSource(computeWindow), wasmSource()]);
}
