import type { Files } from '../ports'

/**
 * Saves a page as PDF where the operator chooses. `before` runs when all is written and the file is not yet there under its
 * name: what it throws leaves no file behind. Returns the file's path; null where the operator chose none. Throws
 * FILE_NOT_WRITTEN.
 */
export async function savePage(
  files: Files,
  name: string,
  pdf: () => Promise<Uint8Array>,
  before: () => Promise<void> = async () => {},
): Promise<string | null> {
  const sink = await files.saveAs({ name, extension: 'pdf' })
  if (!sink) return null
  try {
    await sink.write(await pdf())
    await before()
    await sink.end()
  } catch (error) {
    await sink.giveUp()
    throw error
  }
  return sink.path
}
