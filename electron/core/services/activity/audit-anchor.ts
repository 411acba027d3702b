import { readAuditEnd, readAuditHash } from '../../store/audit-pages'
import type { Reader } from '../../store/store'
import type { ServiceContext } from '../service-context'

/** Where the audit log ended when the console last looked: number and hash of its newest entry. */
export interface AuditAnchor {
  readonly id: number
  readonly hash: string
}

/** How long after a change the console looks at the end of the log, in milliseconds: one look for all of a burst. */
const PAUSE = 2_000

/**
 * H1: remembers in the vault where the audit log ends, after changes and when the portal closes, never within their
 * transactions. Somebody with the data file alone cannot cut off its end unseen: once the log does not reach what is
 * remembered, that is kept, and later entries never paper it over. A vault that refuses is logged and disturbs nothing.
 * The returned function remembers a last time and ends it.
 */
export function startAuditAnchor(context: ServiceContext, pause = PAUSE): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null
  let turn: Promise<void> = Promise.resolve()

  function look(): void {
    timer = null
    turn = turn
      .then(() => rememberEnd(context))
      .catch((error: unknown) => context.log.error('The end of the audit log was not remembered', error))
  }

  const stopListening = context.changes.listen(() => {
    timer ??= setTimeout(look, pause).unref()
  })
  return async () => {
    stopListening()
    if (timer) clearTimeout(timer)
    look()
    await turn
  }
}

async function rememberEnd(context: ServiceContext): Promise<void> {
  const { reader } = context.store
  const end = await readAuditEnd(reader)
  const kept = parsed(context.vault.get('audit-anchor'))
  if (end === null || (kept?.id === end.id && kept.hash === end.hash)) return
  if (await isCutOff(reader, kept)) return
  context.vault.set('audit-anchor', JSON.stringify({ id: end.id, hash: end.hash }))
}

/** What the vault remembers; null where it holds nothing, or nothing that can be read. */
export function readAnchor(context: Pick<ServiceContext, 'vault' | 'log'>): AuditAnchor | null {
  try {
    return parsed(context.vault.get('audit-anchor'))
  } catch (error) {
    context.log.error('The vault did not tell where the audit log ended', error)
    return null
  }
}

/** Whether the log no longer holds the entry that was once its newest. */
export async function isCutOff(reader: Reader, anchor: AuditAnchor | null): Promise<boolean> {
  return anchor !== null && (await readAuditHash(reader, anchor.id)) !== anchor.hash
}

function parsed(text: string | null): AuditAnchor | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('id' in value && 'hash' in value)) return null
    return typeof value.id === 'number' && typeof value.hash === 'string' ? { id: value.id, hash: value.hash } : null
  } catch {
    return null
  }
}
