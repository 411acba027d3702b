import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'vitest'
import type { ImportChildOrder } from './import-child-order'

const ROOT = join(import.meta.dirname, '../..')
const RUN = `import { runnerImport } from 'vite'
let text = ''
for await (const part of process.stdin) text += part
const { module } = await runnerImport(${JSON.stringify(join(ROOT, 'tests/support/import-child.ts'))}, { configFile: false, logLevel: 'error' })
await module.importInChild(JSON.parse(text))`

/** Works on a file in a process of its own and kills it as soon as so many transactions are committed. */
export async function killedAfter(transactions: number, order: ImportChildOrder): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', RUN], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const errors: string[] = []
  child.stderr.on('data', (part: Buffer) => void errors.push(part.toString()))
  child.stdin.end(JSON.stringify(order))
  let kept = 0
  createInterface({ input: child.stdout }).on('line', () => {
    kept += 1
    if (kept === transactions) child.kill('SIGKILL')
  })
  const [code, signal]: unknown[] = await once(child, 'exit')
  expect([code, signal, errors.join('')]).toEqual([null, 'SIGKILL', ''])
}
