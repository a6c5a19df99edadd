/** What a measurement was made on. */
import { availableParallelism, cpus, loadavg } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly processors: number;
  readonly node: string;
  readonly system: string;
  /** Processes that wanted a processor, on average over the minute before; 0 where the system does not say. */
  readonly load: number;
}

/** Call it before measuring: the load is of others then. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0].model.trim(),
    processors: availableParallelism(),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    load: Number(loadavg()[0].toFixed(1)),
  };
}

export function describeMachine({ cpu, processors, node, system, load }: Machine): string {
  const busy = load > 0.5 ? `; load before the run ${load}: others were at work, times are long` : '';
  return `${cpu}, ${processors} processors, Node ${node}, ${system}${busy}`;
}
