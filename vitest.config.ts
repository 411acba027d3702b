import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const windowTests = ['tests/unit/src/**/*.test.ts', 'tests/unit/**/*.dom.test.ts']

export default defineConfig({
  test: {
    // One processor would otherwise be left idle: on two, half of what there is.
    maxWorkers: availableParallelism(),
    // A test that hangs is found all the same; one that computes is not cut off where processors are slow.
    testTimeout: 20_000,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // The join site serves its style sheet as text; vitest would otherwise make it empty.
          css: { include: [/resources\/join\/style\.css/] },
          include: ['tests/unit/**/*.test.ts'],
          exclude: windowTests,
          globalSetup: 'tests/support/empty-store.ts',
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'window',
          environment: 'happy-dom',
          include: windowTests,
          setupFiles: ['tests/unit/src/support/languages.ts'],
          // naive-ui's published modules import without file extensions, which Node alone does not resolve.
          server: { deps: { inline: ['naive-ui', 'vueuc', '@css-render/vue3-ssr', 'date-fns'] } },
        },
      },
    ],
  },
})
