/** Before each test: what an earlier one had the page remember is forgotten. */
import { beforeEach } from 'vitest';

beforeEach(() => localStorage.clear());
