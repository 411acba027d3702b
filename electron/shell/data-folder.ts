import { accessSync, constants, mkdirSync } from 'node:fs'

/** Makes the data folder, for its owner alone. Returns whether it can be written to; never throws. */
export function prepareFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
