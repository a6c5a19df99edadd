import { KanError, type AppError } from '../../shared/errors.ts';

/** What a call is refused with. @throws what it fails with instead, or an error where it does not fail */
export async function rejection(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof KanError) return error.detail;
    throw error;
  }
  throw new Error('was not rejected');
}
