import { defineConfig } from '@playwright/test'

/** The virtual displays `npm test` has started; none where the tests use the display of whoever runs them. */
const displays = process.env['USHER_TEST_DISPLAYS']?.split(',') ?? []
// This file is read by every worker: each takes its own display, and all that it starts inherits it.
const own = displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % displays.length]
if (own !== undefined) process.env['DISPLAY'] = own

/** Drives the built app in real Electron; `npm test -- e2e` prepares the runtime and the displays for it. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // One app a display: each test owns its mail program, clipboard and focus.
  workers: Math.max(1, displays.length),
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  // They tell a test that hangs from one that waits for a processor; how fast the app is, `npm run bench` says.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: { trace: 'off', screenshot: 'off', actionTimeout: 30_000 },
})
