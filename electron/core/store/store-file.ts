import { join } from 'node:path'

/** The data file of the portal whose folder this is. */
export function storeFile(folder: string): string {
  return join(folder, 'usher.db')
}
