import { fieldRefusal, Refusal } from '../../domain/refusal'
import { IMPORT_MAXIMUM } from '../../../contract/vocabulary'
import type { ReadTable } from '../../imports'
import { newId } from '../ids'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { CheckedFile } from './checked-file'
import type { Comparison } from './comparison'
import type { ReconcileTally } from './reconciling'
import type { Tally } from './running'
import type { Work } from './work'

/** What an operator does with one file, from choosing it to closing it; in main's memory only. */
export interface ImportSession {
  readonly id: string
  readonly ownerId: string
  readonly fileName: string
  readonly size: number
  bytes: Uint8Array
  received: number
  /** While a file is being understood, or a look at it prepared, nothing else may be done with it. */
  reading: boolean
  closed: boolean
  table: ReadTable | null
  check: { readonly work: Work; readonly file: CheckedFile } | null
  run: { readonly work: Work; readonly tally: Tally } | null
  comparing: { readonly work: Work; readonly comparison: Comparison } | null
  reconciling: { readonly work: Work; readonly tally: ReconcileTally } | null
  /** An act on people who are here already, of a bulk invitation (S6). */
  deciding: Work | null
}

/** Files that are open at once on a console; a file takes several times its size while it is looked at. */
const MOST_SESSIONS = 4

export interface ImportSessions {
  /** Throws IMPORT_TOO_LARGE {maximum: MB}, or IMPORT_RUNNING where no room can be made. */
  open(actor: Actor, fileName: string, size: number): ImportSession
  /** Throws IMPORT_GONE for an unknown session and for somebody else's. */
  find(actor: Actor, id: string): ImportSession
  /** The next bytes, in order. Throws INVALID_INPUT on `offset` or `data`. */
  put(session: ImportSession, offset: number, data: Uint8Array): void
  /** Ends what is under way and forgets the file. */
  close(session: ImportSession): void
  /** Whether the directory is being changed by what was begun with a file: closing now would cut it off. */
  isWorking(): boolean
  closeAll(): Promise<void>
}

export function importSessions(context: ServiceContext): ImportSessions {
  const sessions = new Map<string, ImportSession>()
  /** Work of sessions that are closed already: it stops after the slice under way. */
  const stopping = new Set<Promise<void>>()

  /** Whoever forgot to close a file loses it to the next one; work under way is never cut off. */
  function makeRoom(actor: Actor): void {
    const idle = [...sessions.values()].filter((session) => !isBusy(session))
    // A console has one operator at a time: whoever had a file open before has signed out.
    for (const session of idle.filter((each) => each.ownerId !== actor.personId)) forget(session)
    if (sessions.size < MOST_SESSIONS) return
    const oldest = idle.find((session) => session.ownerId === actor.personId)
    if (!oldest) throw new Refusal('IMPORT_RUNNING')
    forget(oldest)
  }

  function forget(session: ImportSession): void {
    session.closed = true
    for (const work of worksOf(session).filter((each) => each.running)) {
      work.cancel()
      const ended = work.ended.then(() => void stopping.delete(ended))
      stopping.add(ended)
    }
    sessions.delete(session.id)
  }

  return {
    open(actor, fileName, size) {
      if (size > IMPORT_MAXIMUM) throw new Refusal('IMPORT_TOO_LARGE', { maximum: IMPORT_MAXIMUM / 1024 ** 2 })
      makeRoom(actor)
      const session: ImportSession = {
        id: newId(context),
        ownerId: actor.personId,
        fileName,
        size,
        bytes: new Uint8Array(0),
        received: 0,
        reading: false,
        closed: false,
        table: null,
        check: null,
        run: null,
        comparing: null,
        reconciling: null,
        deciding: null,
      }
      sessions.set(session.id, session)
      return session
    },
    find(actor, id) {
      const session = sessions.get(id)
      if (session?.ownerId !== actor.personId) throw new Refusal('IMPORT_GONE')
      return session
    },
    put(session, offset, data) {
      if (session.table !== null || session.reading) throw new Refusal('IMPORT_RUNNING')
      if (offset !== session.received) throw fieldRefusal('offset', 'INVALID')
      if (offset + data.length > session.size) throw fieldRefusal('data', 'TOO_LONG')
      // Made with the first piece: an announced size alone takes no memory.
      if (session.bytes.length !== session.size) session.bytes = new Uint8Array(session.size)
      session.bytes.set(data, offset)
      session.received += data.length
    },
    close: forget,
    isWorking: () => [...sessions.values()].some(isChanging),
    async closeAll() {
      for (const session of sessions.values()) forget(session)
      await Promise.all(stopping)
    },
  }
}

/** Finds the operator's own session. Throws NOT_ALLOWED, IMPORT_GONE. */
export type FindSession = (actor: Actor, id: string) => Promise<ImportSession>

/** Ends a check or a comparison: neither changes anything, so that another may begin at once. */
export async function stopLooking({ check, comparing }: ImportSession): Promise<void> {
  for (const each of [check, comparing]) each?.work.cancel()
  await Promise.all([check?.work.ended, comparing?.work.ended])
}

/**
 * Prepares a look at the file in place of the one before. Throws IMPORT_RUNNING, and IMPORT_GONE where it was closed
 * meanwhile.
 */
export async function prepareLook<Result>(session: ImportSession, prepare: () => Promise<Result>): Promise<Result> {
  if (session.reading || isChanging(session)) throw new Refusal('IMPORT_RUNNING')
  session.reading = true
  try {
    await stopLooking(session)
    const result = await prepare()
    if (session.closed) throw new Refusal('IMPORT_GONE')
    return result
  } finally {
    session.reading = false
  }
}

export function isBusy(session: ImportSession): boolean {
  return session.reading || worksOf(session).some((work) => work.running)
}

/** Work that changes the directory, which nothing else of the session may cross. */
export function isChanging({ deciding, reconciling, run }: ImportSession): boolean {
  return [run?.work, reconciling?.work, deciding].some((work) => work?.running === true)
}

/** Everything that was begun with the file. */
export function worksOf({ check, comparing, deciding, reconciling, run }: ImportSession): readonly Work[] {
  return [check?.work, comparing?.work, reconciling?.work, run?.work, deciding].flatMap((work) => work ?? [])
}
