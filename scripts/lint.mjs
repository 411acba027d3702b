// Every check on the source text, one after the other; a check that fails does not hide the next one's findings.
// `node scripts/lint.mjs` checks, `--fix` writes what can be written.
import { readdirSync } from 'node:fs'
import { inRoot, projectNode } from './lib/project.mjs'
import { run, say, tool } from './lib/run.mjs'

const fix = process.argv.includes('--fix')

const sources = ['electron', 'src', 'tests', 'scripts'].filter((name) => readdirSync(inRoot()).includes(name))
const lawful = sources.filter((name) => name !== 'scripts')

const checks = [
  {
    name: 'Code (oxlint)',
    command: [
      'oxlint',
      '--type-aware',
      '--deny-warnings',
      '--report-unused-disable-directives',
      ...(fix ? ['--fix'] : []),
    ],
  },
  {
    name: 'Laws of the house (dependency-cruiser)',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', ...lawful],
  },
  {
    name: 'Templates (eslint-plugin-vue)',
    command: [
      'eslint',
      '--no-error-on-unmatched-pattern',
      '--max-warnings',
      '0',
      ...(fix ? ['--fix'] : []),
      'src/**/*.vue',
    ],
  },
  { name: 'Rules without a test (coverage-rules.mjs)', script: 'coverage-rules.mjs' },
  { name: 'Layout (oxfmt)', command: ['oxfmt', fix ? '--write' : '--check'] },
]

const failed = []
for (const { name, command, script } of checks) {
  say(`\n${name}`)
  const { code } = await (script ? run(projectNode(), [inRoot('scripts', script)]) : tool(command[0], command.slice(1)))
  if (code !== 0) failed.push(name)
}
say(
  failed.length === 0
    ? '\nLint: all checks passed.'
    : `\nLint: ${failed.join(', ')} failed. \`npm run format\` puts the layout right.`,
)
process.exitCode = failed.length === 0 ? 0 : 1
