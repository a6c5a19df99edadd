/** Calls about training, its recorded steps and the devices. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { none } from '../schemas/basic.ts';
import { trainingSetup } from '../schemas/setups.ts';
import type { DeviceView } from '../views/devices.ts';
import type { MomentCurves, MomentView } from '../views/training.ts';

export const trainingCalls = {
  /** The devices that this machine offers. The first call examines the machine, which may take some seconds. */
  'devices.list': call(none, type<readonly DeviceView[]>()),
  'train.start': call(trainingSetup),
  'train.pause': call(none),
  'train.resume': call(none),
  /** One step of the present run; where there is none, starts one of this setup that pauses after its first step. */
  'train.step': call(trainingSetup),
  'train.stop': call(none),
  /** The recorded steps of the run under way, or of the run that made the current network; none where there are none. */
  'run.moments': call(none, type<readonly MomentView[]>()),
  /** The curves that the window draws, as they were at a recorded step. */
  'run.moment': call(z.object({ step: z.int().min(0) }).strict(), type<MomentCurves>()),
} as const;
