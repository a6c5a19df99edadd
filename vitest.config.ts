import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node' } },
      { test: { name: 'parity', include: ['tests/parity/**/*.test.ts'], environment: 'node' } },
    ],
  },
});
