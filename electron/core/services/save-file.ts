import { setImmediate } from 'node:timers/promises'
import type { Files, FileSink } from './ports'

/** What is written, part by part; whoever waits for the next part lets other work of the process through. */
export type Parts = AsyncIterable<string>

/**
 * Saves a file where the operator chooses, part by part, so that no file is ever in memory whole. `before` runs when all
 * is written and the file is not yet there under its name: what it throws leaves no file behind. Returns the file's path;
 * null where the operator chose none. Throws FILE_NOT_WRITTEN.
 */
export async function saveFile(
  files: Files,
  suggestion: { readonly name: string; readonly extension: string },
  parts: () => Parts,
  before: () => Promise<void>,
): Promise<string | null> {
  const sink = await files.saveAs(suggestion)
  if (!sink) return null
  await givingUp(sink, async () => {
    for await (const part of parts()) {
      await sink.write(part)
      await setImmediate()
    }
    await before()
    await sink.end()
  })
  return sink.path
}

async function givingUp(sink: FileSink, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await sink.giveUp()
    throw error
  }
}
