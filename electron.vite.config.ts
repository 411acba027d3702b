import { resolve } from 'node:path'
import { baseCompile } from '@intlify/message-compiler'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** Replaced by the app:// protocol handler with a fresh random nonce in every page and its CSP header. */
const noncePlaceholder = '__CSP_NONCE__'

/**
 * Naive UI mounts its styles through css-render, which knows no nonce. This gives each style element the page's nonce, so that
 * the CSP needs no 'unsafe-inline'. Fails the build when css-render no longer looks as expected.
 */
function nonceForMountedStyles(): Plugin {
  const created = "document.createElement('style');"
  return {
    name: 'usher:nonce-for-mounted-styles',
    transform: {
      filter: { id: /css-render[\\/]esm[\\/]utils\.js/ },
      handler(code) {
        if (!code.includes(created)) this.error('css-render has changed: its style elements would lack the nonce.')
        const nonce = `document.querySelector('meta[property="csp-nonce"]')?.nonce ?? ''`
        return { code: code.replace(created, `${created}\n    el.nonce = ${nonce};`), map: null }
      },
    },
  }
}

/**
 * oRPC asks of every message whether it is a form with files. In Node the mere name FormData loads all of fetch, which
 * would cost each start about a tenth of what an empty window takes, and no message here ever is one.
 */
function noFormsOverThePort(): Plugin {
  return {
    name: 'usher:no-forms-over-the-port',
    transform: {
      filter: { id: /@orpc[\\/]/, code: /instanceof FormData/ },
      handler: (code) => ({ code: code.replaceAll(/\w+ instanceof FormData/g, 'false'), map: null }),
    },
  }
}

/** What a file of sentences holds: sentences by key, in groups of any depth. */
interface Sentences {
  [key: string]: string | Sentences
}

/** Turns the sentences of the window into syntax trees when it is built, so that no start has to parse them. */
function compiledSentences(): Plugin {
  const compile = (content: string | Sentences): unknown =>
    typeof content === 'string'
      ? baseCompile(content, {
          jit: true,
          minify: true,
          location: false,
          onError: (error) => {
            throw error
          },
        }).ast
      : Object.fromEntries(Object.entries(content).map(([key, inner]) => [key, compile(inner)]))
  return {
    name: 'usher:compiled-sentences',
    enforce: 'pre',
    transform: {
      filter: { id: /src[\\/]locales[\\/]\w+[\\/][\w-]+\.json$/ },
      handler: (code) => ({ code: JSON.stringify(compile(JSON.parse(code) as Sentences)), map: null }),
    },
  }
}

// Targets are stated because the code also runs on Electron 33; electron-vite would take those of the installed package.
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

export default defineConfig({
  main: {
    plugins: [noFormsOverThePort()],
    // electron and the one entry of "dependencies", better-sqlite3, stay outside; everything else is bundled.
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      sourcemap: true,
      lib: { entry: 'electron/main.ts', formats: ['es'] },
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' } },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file without node_modules.
      externalizeDeps: false,
      lib: { entry: 'electron/preload.ts', formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src',
    html: { cspNonce: noncePlaceholder },
    plugins: [vue(), compiledSentences(), nonceForMountedStyles()],
    // Parsed as JSON, which is quicker than as a program.
    json: { stringify: true },
    // Under the bundler naive-ui must not be pre-bundled in one piece with css-render, or the plugin above would not see it.
    optimizeDeps: { exclude: ['css-render'] },
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'true',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
      // Messages are syntax trees that are walked, never code: the CSP allows no eval. The build has made them.
      __INTLIFY_JIT_COMPILATION__: 'true',
      __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    },
    build: {
      target: chromeTarget,
      outDir: 'out/renderer',
      emptyOutDir: true,
      sourcemap: true,
      // Less to read and parse at each start.
      minify: true,
      // Pages come from the app's own protocol handler: one request for a small picture is cheaper than a data: URL in the CSP.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: resolve(import.meta.dirname, 'src/index.html'),
        // What every start needs comes in one file: each file costs the main process an answer.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
})
