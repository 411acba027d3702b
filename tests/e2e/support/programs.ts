import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Full path of the first of these programs that is installed on this machine, or null. */
export function findProgram(...names: readonly string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (folder && existsSync(path)) return path
    }
  }
  return null
}
