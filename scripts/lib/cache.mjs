// Folders in the cache are made beside their final place and renamed when complete, so that neither an interrupted run nor
// two runs at once ever leave half a runtime behind.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Returns `folder`, filled by `fill(temporaryFolder)` if it is not there yet.
 * When another run finishes the same folder first, its copy is used and ours is thrown away.
 */
export async function cachedFolder(folder, fill) {
  if (existsSync(folder)) return { folder, cached: true }
  await mkdir(dirname(folder), { recursive: true })
  const temporary = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    const complete = join(temporary, 'complete')
    await mkdir(complete)
    await fill(complete, temporary)
    try {
      await rename(complete, folder)
    } catch (error) {
      if (!existsSync(folder)) throw error
    }
    return { folder, cached: false }
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 })
  }
}
