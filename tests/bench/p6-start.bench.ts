import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVault } from '../../electron/shell/vault/vault'
import { type Benchmark, compare } from './support/benchmark'
import { type ColdStart, coldStart } from './support/cold-start'

/** The least an Electron app can be: one window, one page, one button. */
async function writeEmptyApp(folder: string): Promise<void> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0","type":"module","main":"main.js"}')
  await writeFile(
    join(folder, 'main.js'),
    `import { app, BrowserWindow } from 'electron'
void app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'))`,
  )
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Empty</title><button>Ready</button>')
}

/** A vault under a passphrase is all that a start reads of a portal before somebody opens it. */
async function writeVault(portalFolder: string): Promise<void> {
  await mkdir(portalFolder, { recursive: true })
  const vault = await createVault(join(portalFolder, 'vault.json'), {
    keychain: null,
    passphrase: 'seven small bridges',
  })
  vault.set('portal-secret', 'kept')
}

/**
 * P6: cold start to a usable window, and memory, against an empty window in the same runtime. The first start shows the
 * set-up; by the next one there is a portal, and its vault is to be opened.
 */
export const benchmark: Benchmark = {
  id: 'P6',
  work: 'cold start to a usable window',
  run: async (context) => {
    const place = await mkdtemp(join(tmpdir(), 'usher-bench-'))
    const empty: ColdStart[] = []
    const first: ColdStart[] = []
    const next: ColdStart[] = []
    try {
      const emptyApp = join(place, 'empty')
      await writeEmptyApp(emptyApp)
      const startEmpty = (profile: string) =>
        coldStart(context, { folder: emptyApp, args: [`--user-data-dir=${join(place, profile)}`], env: {} })
      const startUsher = (profile: string) =>
        coldStart(context, { folder: context.projectFolder, args: [], env: { USHER_DATA_DIR: join(place, profile) } })
      // One start of each brings the files into the page cache and is not counted.
      await startEmpty('warm-empty')
      await startUsher('warm-usher')
      // By turns, so that a busy minute of the machine meets all of them.
      for (let round = 0; round < context.rounds; round++) {
        context.say(`round ${round + 1} of ${context.rounds}`)
        empty.push(await startEmpty(`empty-${round}`))
        first.push(await startUsher(`usher-${round}`))
        await writeVault(join(place, `usher-${round}`, 'portal'))
        next.push(await startUsher(`usher-${round}`))
      }
    } finally {
      await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    }
    const wall = ({ wallMs }: ColdStart) => wallMs
    const cpu = ({ usage }: ColdStart) => usage.cpuMs
    const pss = ({ settled }: ColdStart) => settled.pssMb
    return [
      compare('first start: wall, ms', 1.5, first.map(wall), empty.map(wall)),
      compare('first start: CPU time, ms', 1.5, first.map(cpu), empty.map(cpu)),
      compare('first start: PSS, MB', 1.4, first.map(pss), empty.map(pss)),
      compare('next start: wall, ms', 1.5, next.map(wall), empty.map(wall)),
      compare('next start: CPU time, ms', 1.5, next.map(cpu), empty.map(cpu)),
      compare('next start: PSS, MB', 1.4, next.map(pss), empty.map(pss)),
    ]
  },
}
