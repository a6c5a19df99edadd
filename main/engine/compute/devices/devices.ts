/** The devices of this machine. Each is opened once, when it is first needed. */
import type { DeviceId, DeviceView } from '../../../../shared/contract/views/devices.ts';
import { KanError, userError } from '../../../../shared/errors.ts';
import type { Backend } from '../backend.ts';

/** A device that is ready to compute. */
export interface OpenDevice {
  readonly id: DeviceId;
  readonly title: string;
  readonly detail: string;
  readonly backend: Backend;
  /** True where software emulates a graphics processor: such a device is only for tests. */
  readonly software: boolean;
}

/** A device that may be available. */
export interface DeviceSource {
  readonly id: DeviceId;
  /** Its name before it is opened. */
  readonly title: string;
  /** @throws KanError {@link unavailable} where it is not available. */
  open(): Promise<OpenDevice>;
  /** Says without opening it that it cannot be faster than the processor, because it could only imitate a device; else absent. */
  isImitation?(): Promise<boolean>;
}

export interface Devices {
  readonly ids: readonly DeviceId[];
  /** Its name before it is opened. */
  titleOf(id: DeviceId): string;
  /** All devices, in the order in which a failed one is replaced. */
  list(): Promise<readonly DeviceView[]>;
  /** @throws KanError `device.unavailable` */
  open(id: DeviceId): Promise<OpenDevice>;
  /** Whether it is known, without opening it, that it could only be an imitation on the processor. */
  isImitation(id: DeviceId): Promise<boolean>;
  /** Call it when the device has failed: the next `open` starts the device again. */
  forget(id: DeviceId): void;
}

/** @param reason a sentence; @param hint what the person can do. */
export function unavailable(reason: string, hint = ''): KanError {
  return userError('device.unavailable', reason, hint);
}

/** Devices from their sources; each is opened once, and again only where opening failed. */
export function devicesFrom(sources: readonly DeviceSource[]): Devices {
  const opened = new Map<DeviceId, Promise<OpenDevice>>();
  const sourceOf = (id: DeviceId): DeviceSource => {
    const source = sources.find((one) => one.id === id);
    if (source === undefined) throw unavailable(`There is no device “${id}” here.`);
    return source;
  };
  const open = (id: DeviceId): Promise<OpenDevice> => {
    const known = opened.get(id);
    if (known !== undefined) return known;
    const opening = sourceOf(id)
      .open()
      .catch((error: unknown) => {
        // What is missing may have been installed since.
        opened.delete(id);
        throw error instanceof KanError ? error : unavailable(reasonOf(error));
      });
    opened.set(id, opening);
    return opening;
  };
  return {
    ids: sources.map(({ id }) => id),
    titleOf: (id) => sourceOf(id).title,
    open,
    isImitation: async (id) => (await sourceOf(id).isImitation?.()) ?? false,
    forget: (id) => void opened.delete(id),
    list: async () => {
      const views: DeviceView[] = [];
      // One after another: TensorFlow.js can use one backend at a time only.
      for (const { id, title } of sources) {
        views.push(
          await open(id).then(
            (device) => ({ id, title: device.title, available: true, detail: device.detail }),
            (error: unknown) => ({ id, title, available: false, detail: reasonOf(error) }),
          ),
        );
      }
      return views;
    },
  };
}

/** Message and hint of the error of a device. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof KanError)) return error instanceof Error ? error.message : String(error);
  const { message, hint } = error.detail;
  return hint === '' ? message : `${message} ${hint}`;
}
