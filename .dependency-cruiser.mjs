// The laws of the house: which file may import which. `npm run lint` fails on every break; type imports count too.
// Each rule's comment is what a person reads when it fails.

/** Of Node's own modules these compute and nothing else. */
const pureNodeModules = ['crypto', 'url', 'buffer', 'util']

const npmPackage = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)|^(${names.join('|')})(/|$)`

/** electron, its sub-paths, and packages that pull it in. A folder of ours named electron/ is always followed by one of ours. */
const electronPackages =
  '(^|/)node_modules/(electron|electron-[^/]+)(/|$)|^electron(/(main|renderer|common|utility))?$|^electron-'

/** A gateway's interface stands in gateway.ts or NAME-gateway.ts; every other file there is an adapter. */
const gatewayInterface = ['/gateway[.]ts$', '-gateway[.]ts$']

const own = '^(electron|src|resources|tests|scripts)/'

export default {
  forbidden: [
    {
      name: 'domain-stands-alone',
      comment: 'electron/core/domain imports only its own files and pure libraries: pass what it needs as arguments.',
      severity: 'error',
      from: { path: '^electron/core/domain/' },
      to: { path: own, pathNot: '^electron/core/domain/' },
    },
    {
      name: 'domain-is-pure',
      comment: `electron/core/domain does no I/O: of Node it may use ${pureNodeModules.join(', ')}, of npm nothing that touches disk or network.`,
      severity: 'error',
      from: { path: '^electron/core/domain/' },
      to: { dependencyTypes: ['core'], pathNot: `^(node:)?(${pureNodeModules.join('|')})$` },
    },
    {
      name: 'domain-uses-pure-libraries',
      comment: 'electron/core/domain may not use libraries that touch a database, the network or the window.',
      severity: 'error',
      from: { path: '^electron/core/domain/' },
      to: {
        path: npmPackage(
          'better-sqlite3',
          'kysely',
          'nodemailer',
          'hono',
          '@hono/[^/]+',
          '@orpc/[^/]+',
          'vue[^/]*',
          'pinia',
          'naive-ui',
        ),
      },
    },
    {
      name: 'services-know-no-adapter',
      comment: "electron/core/services import a gateway's interface (gateway.ts, NAME-gateway.ts), never its adapter.",
      severity: 'error',
      from: { path: '^electron/core/services/' },
      to: { path: '^electron/core/gateways/', pathNot: gatewayInterface },
    },
    {
      name: 'core-knows-no-electron',
      comment:
        'electron/core runs in plain Node: what needs Electron belongs in electron/shell and comes in through a port.',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: electronPackages },
    },
    {
      name: 'core-knows-no-shell',
      comment: 'electron/core imports neither the shell nor main.ts and preload.ts: arrows point inwards.',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: ['^electron/shell/', '^electron/(main|preload)[.]ts$'] },
    },
    {
      name: 'contract-is-answered-above',
      comment: 'Of electron/core only procedures, services and the portal know the contract they answer.',
      severity: 'error',
      from: { path: '^electron/core/', pathNot: ['^electron/core/(procedures|services)/', '^electron/core/[^/]+$'] },
      to: { path: '^electron/contract/' },
    },
    {
      name: 'store-below-services',
      comment: 'electron/core/store imports only itself and the domain.',
      severity: 'error',
      from: { path: '^electron/core/store/' },
      to: {
        path: '^electron/core/(services|procedures|outbox|gateways|reception|sheets|imports)/|^electron/core/[^/]+$',
      },
    },
    {
      name: 'contract-is-schemas-only',
      comment: 'electron/contract imports only zod, @orpc/contract, the domain and itself.',
      severity: 'error',
      from: { path: '^electron/contract/' },
      to: { pathNot: `^electron/contract/|^electron/core/domain/|${npmPackage('zod', '@orpc/contract')}` },
    },
    {
      name: 'preload-hands-over-only',
      comment: 'electron/preload.ts is the one bridge: of our files it may import the contract alone.',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { path: own, pathNot: '^electron/contract/' },
    },
    {
      name: 'window-sees-the-contract-alone',
      comment: 'src imports from electron/contract alone.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(electron|tests|scripts)/', pathNot: '^electron/contract/' },
    },
    {
      name: 'screens-stand-apart',
      comment: 'A screen imports no other screen: what two of them use belongs in src/components or src/composables.',
      severity: 'error',
      from: { path: '^src/screens/([^/]+)/' },
      to: { path: '^src/screens/', pathNot: '^src/screens/$1/' },
    },
    {
      name: 'window-has-no-authority',
      comment: "src runs in a sandbox: neither Electron nor Node's modules are there.",
      severity: 'error',
      from: { path: '^src/' },
      to: { path: `${electronPackages}|${npmPackage('better-sqlite3', 'kysely', 'nodemailer')}` },
    },
    {
      name: 'window-has-no-node',
      comment: "src runs in a sandbox: neither Electron nor Node's modules are there.",
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-the-window',
      comment: 'Nothing but the tests imports from src.',
      severity: 'error',
      from: { pathNot: '^(src|tests)/' },
      to: { path: '^src/' },
    },
    {
      name: 'product-knows-no-tests',
      comment: 'The product imports neither tests nor scripts.',
      severity: 'error',
      from: { path: '^(electron|src)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-circles',
      comment: 'No import circles: move what both need to a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-lead-somewhere',
      comment: 'This import leads to no file.',
      severity: 'error',
      from: { path: '^(electron|src)/' },
      to: { couldNotResolve: true, pathNot: '^electron/(main|renderer|common|utility)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|node_modules)/' },
    // Type imports are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: new URL('./tsconfig.base.json', import.meta.url).pathname },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.vue', '.json', '.d.ts'],
    },
  },
}
