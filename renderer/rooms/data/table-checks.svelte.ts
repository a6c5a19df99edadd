/** What the checks find in the table in use; the engine is asked anew for other roles. */
import { holderOf, rowColumns } from '../../../shared/contract/columnRoles.ts';
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { DataFinding } from '../../../shared/contract/views/checks.ts';
import { toAppError } from '../../../shared/errors.ts';
import type { Notices } from '../../common/notices.svelte.ts';

export class TableChecks {
  findings = $state.raw<readonly DataFinding[]>([]);
  readonly #client: EngineClient;
  readonly #notices: Notices;
  /** The newest request: a late answer to an older one is dropped. */
  #asked = 0;

  constructor(client: EngineClient, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
  }

  /** Has the table checked for these roles. @param setup null without a table, where there is nothing to find. */
  async run(setup: DataSetup | null): Promise<void> {
    const asked = ++this.#asked;
    if (!setup) {
      this.findings = [];
      return;
    }
    const { inputs, targets, missing, units } = setup;
    try {
      const findings = await this.#client.call('data.check', {
        ...{ inputs, targets, missing },
        ...rowColumns((role) => holderOf(setup, role)),
        ...(units && { units }),
      });
      if (asked === this.#asked) this.findings = findings;
    } catch (thrown) {
      if (toAppError(thrown).kind === 'fault') this.#notices.report(thrown);
    }
  }
}
