import { defineConfig } from '@playwright/test'

/** Drives the built app in real Electron; `npm test -- e2e` prepares the runtime and a display for it. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // One app at a time: each test owns the machine's mail program, clipboard and focus.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: { trace: 'off', screenshot: 'off', actionTimeout: 15_000 },
})
