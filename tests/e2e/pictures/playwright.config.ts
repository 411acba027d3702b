import { defineConfig } from '@playwright/test'

/** Takes the pictures of docs/pictures; `npm run pictures` prepares the runtime and a display for it. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../../test-results/pictures',
  workers: 1,
  fullyParallel: false,
  timeout: 900_000,
  expect: { timeout: 15_000 },
})
