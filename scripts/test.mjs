// npm test: sets up what is missing, then types, lint, unit tests, the build, and the built app in real Electron.
// `npm test -- unit` runs one part (types, lint, unit, e2e); what follows it goes on to that part's runner.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay, virtualDisplay } from './lib/display.mjs'
import { appEnv } from './lib/launch.mjs'
import { main } from './lib/main.mjs'
import { inRoot, projectNode } from './lib/project.mjs'
import { countPlaywright, countReport, countVitest, forget, good, single, summary, total } from './lib/results.mjs'
import { run, say, SetupError, tool } from './lib/run.mjs'
import { ensureSystem } from './lib/system-packages.mjs'
import { prepareRuntime } from './runtime.mjs'

const reports = inRoot('test-results')
/** Built apps driven at a time: a third waits for a processor more than it gains. */
const workers = Math.min(2, availableParallelism())

/** Each says what it found when it is done, so they can run side by side. */
async function types() {
  const projects = ['tsconfig.node.json', 'tsconfig.both.json', 'tsconfig.web.json']
  const done = await Promise.all(projects.map((project) => tool('vue-tsc', ['--noEmit', '-p', project])))
  return single(done.every(({ code }) => code === 0))
}

const lint = async () => single((await run(projectNode(), [inRoot('scripts', 'lint.mjs')])).code === 0)

async function unit(args) {
  const report = inRoot('test-results', 'unit.json')
  forget(report)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await tool('vitest', ['run', ...reporters, ...args])
  return countReport(report, countVitest, code)
}

async function e2e(args) {
  await ensureBuild()
  const runtime = await prepareRuntime()
  const ownDisplay = !hasDisplay()
  await ensureSystem({
    needed: ['chromium', ...(ownDisplay ? ['Xvfb', 'xauth'] : [])],
    optional: ['thunderbird', 'pdftoppm'],
  })
  // Each of the tests that run side by side gets a display, so that none takes another's focus or clipboard.
  const screens = ownDisplay ? await Promise.all(Array.from({ length: workers }, virtualDisplay)) : []
  const report = inRoot('test-results', 'e2e.json')
  forget(report)
  try {
    const env = { ...appEnv(runtime), PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    if (ownDisplay) env.USHER_TEST_DISPLAYS = screens.map(({ display }) => display).join(',')
    const { code } = await tool('playwright', ['test', '--reporter=list,json', ...args], { env })
    return countReport(report, countPlaywright, code)
  } finally {
    for (const screen of screens) screen.stop()
  }
}

const parts = [
  { name: 'types', title: 'Types', work: types },
  { name: 'lint', title: 'Lint and the laws of the house', work: lint },
  { name: 'unit', title: 'Unit tests', work: unit },
  { name: 'e2e', title: 'The built app in Electron', work: e2e },
]

/** A part whose set-up fails is told and counts as failed; the other parts still run. */
async function counted(part, args) {
  say(`\n── ${part.title} ──`)
  const began = performance.now()
  let counts
  try {
    counts = await part.work(args)
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error)
    counts = single(false)
  }
  say(`${part.title}: ${summary(counts)} (${Math.round((performance.now() - began) / 1000)} s)`)
  return counts
}

await main(async () => {
  const [name, ...args] = process.argv.slice(2)
  const chosen = name ? parts.filter((part) => part.name === name) : parts
  if (chosen.length === 0) {
    throw new SetupError(`There is no part "${name}".`, `choose one of ${parts.map((part) => part.name).join(', ')}.`)
  }
  await ensureDependencies()
  mkdirSync(reports, { recursive: true })
  const results = []
  for (const part of chosen) results.push(await counted(part, args))
  const sum = total(results)
  say('')
  for (const note of sum.notes) say(note)
  say(summary(sum))
  return good(sum) ? 0 : 1
})
