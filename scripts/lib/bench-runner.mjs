// Runs tests/bench/*.bench.ts in the project's own Node; scripts/bench.mjs has prepared everything.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { runtimeFlags } from './launch.mjs'
import { inRoot, readJson, root } from './project.mjs'
import { say } from './run.mjs'

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
})

const context = {
  electron: { executable: process.env.USHER_ELECTRON, flags: runtimeFlags() },
  projectFolder: root,
  folder: mkdtempSync(join(tmpdir(), 'usher-bench-run-')),
  env: process.env,
  rounds: Number(values.rounds),
  say: (line) => console.error(line),
}

async function benchmarks() {
  const folder = inRoot('tests', 'bench')
  const found = []
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.bench.ts')) continue
    const { module } = await runnerImport(join(folder, name), { configFile: false, logLevel: 'error' })
    found.push(module.benchmark)
  }
  return positionals.length > 0 ? found.filter(({ id }) => positionals.includes(id)) : found
}

const round = (value) => Number(value.toPrecision(4))

process.once('exit', () => rmSync(context.folder, { recursive: true, force: true }))

const results = []
for (const benchmark of await benchmarks()) {
  say(`${benchmark.id}: ${benchmark.work} …`)
  for (const comparison of await benchmark.run(context)) {
    const ratio = comparison.ours / comparison.baseline
    results.push({
      id: benchmark.id,
      work: benchmark.work,
      ...comparison,
      ratio,
      within: comparison.bar === null || ratio <= comparison.bar,
    })
  }
}

console.table(
  results.map(({ id, measure, ours, baseline, ratio, bar, within }) => ({
    id,
    measure,
    ours: round(ours),
    baseline: round(baseline),
    ratio: round(ratio),
    bar: bar ?? '',
    verdict: within ? 'within' : 'OVER',
  })),
)

const machine = {
  platform: platform(),
  arch: arch(),
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.versions.node,
}
const report = {
  at: new Date().toISOString(),
  version: readJson(inRoot('package.json')).version,
  machine,
  rounds: context.rounds,
  results,
}
mkdirSync(inRoot('bench-results'), { recursive: true })
const file = inRoot('bench-results', `${report.at.replaceAll(':', '-')}.json`)
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
say(`Written: ${file}`)
process.exitCode = results.length > 0 ? 0 : 1
