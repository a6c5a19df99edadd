/** A long run of a fuzzer in small batches: it tells how far it is, and from which seed it can be continued. */

export interface Fuzzer {
  /** Answers what went wrong, in lines for people. */
  readonly run: (first: number, count: number) => Promise<readonly string[]>;
  /** Inputs of a batch. */
  readonly batch: number;
  /** Inputs that are made from one seed; 1 unless given. */
  readonly perSeed?: number;
}

export interface CampaignLimits {
  readonly first: number;
  readonly count: number;
  /** No batch begins after so many minutes. */
  readonly minutes: number;
}

export interface Campaign {
  /** Inputs that were tried. */
  readonly done: number;
  readonly wrong: readonly string[];
  /** The seed that the next run begins with. */
  readonly next: number;
}

/** @param onBatch called after each batch; `found` is what went wrong in it. @param clock milliseconds, for tests */
export async function runCampaign(
  { run, batch, perSeed = 1 }: Fuzzer,
  { first, count, minutes }: CampaignLimits,
  onBatch: (campaign: Campaign, found: readonly string[]) => void,
  clock: () => number = () => performance.now(),
): Promise<Campaign> {
  const end = clock() + minutes * 60_000;
  let campaign: Campaign = { done: 0, wrong: [], next: first };
  while (campaign.done < count && clock() < end) {
    const size = Math.min(batch, count - campaign.done);
    const found = await run(campaign.next, size);
    campaign = {
      done: campaign.done + size,
      wrong: [...campaign.wrong, ...found],
      next: campaign.next + Math.ceil(size / perSeed),
    };
    onBatch(campaign, found);
  }
  return campaign;
}
