/** Arguments of a call against its schema. */
import type { EngineMethod, EngineParams } from '../contract/contract.ts';
import { engineCalls } from '../contract/schemas.ts';
import { userError } from '../errors.ts';

/**
 * The arguments as the schema has them.
 * @throws KanError `rpc.invalid` that names the first field at fault and what was expected of it.
 */
export function parseParams<M extends EngineMethod>(method: M, params: unknown): EngineParams<M> {
  const parsed = engineCalls[method].safeParse(params);
  if (parsed.success) return parsed.data as EngineParams<M>;
  const [issue] = parsed.error.issues;
  const field = issue.path.map(String).join('.');
  throw userError(
    'rpc.invalid',
    field === '' ? `${method}: ${issue.message}.` : `“${field}” of ${method} is not valid: ${issue.message}.`,
    'Correct this value and try again.',
  );
}
