/**
 * fast-check for the project's properties. Every run tests the same cases, so that a failure comes from the present
 * change; KAN_STUDIO_SEED=1234 tries others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['KAN_STUDIO_SEED'] ?? 20) });

export default fc;
