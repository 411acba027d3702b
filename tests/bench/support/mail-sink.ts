import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A local mail server in a process of its own, so that what it costs is not counted as ours. */
export interface MailSink {
  readonly port: number
  close(): Promise<void>
}

/** Starts one that takes everything and keeps nothing. */
export async function startMailSink(projectFolder: string): Promise<MailSink> {
  const file = join(projectFolder, 'tests', 'support', 'smtp-sink.ts')
  const code = `import { runnerImport } from 'vite'
const { module } = await runnerImport(${JSON.stringify(file)}, { configFile: false, logLevel: 'error' })
console.log((await module.startSmtpSink(() => {})).port)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const [port]: unknown[] = await once(lines, 'line')
  return {
    port: Number(port),
    async close() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}
