import { setImmediate } from 'node:timers/promises'
import type { AuditAction } from '../../domain/audit-actions'
import { recordAudit } from '../../store/audit'
import type { Actor, Files, FileSink } from '../ports'
import type { ServiceContext } from '../service-context'

/** What is written, part by part; whoever waits for the next part lets other work of the process through. */
export type Parts = AsyncIterable<string | Uint8Array>

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

/**
 * The same for an export that the audit log tells of (H1, D2): the file appears only when the entry is written. `details`
 * is asked for when all parts are. Throws FILE_NOT_WRITTEN.
 */
export async function saveExport(
  context: ServiceContext,
  actor: Actor,
  suggestion: { readonly name: string; readonly extension: string },
  parts: () => Parts,
  audited: { readonly action: AuditAction; readonly details: () => Readonly<Record<string, string | number>> },
): Promise<string | null> {
  const { changes, clock, files, store } = context
  const file = await saveFile(files, suggestion, parts, () =>
    store.write((writer) =>
      recordAudit(writer, clock.now(), {
        actor,
        origin: 'console',
        action: audited.action,
        subject: null,
        details: audited.details(),
      }),
    ),
  )
  if (file !== null) changes.announce('activity')
  return file
}

async function givingUp(sink: FileSink, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await sink.giveUp()
    throw error
  }
}
