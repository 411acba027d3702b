import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../domain/refusal'
import { APPLICATION_ID, refuseNewer } from './migrate'
import { MIGRATIONS } from './migrations'
import { storeError } from './store-errors'
import { startTextThread, type ThreadConnection, type ThreadData, type ThreadProgram } from './text-thread'

/** What a copy of a store holds. */
export interface CopyFacts {
  /** Id of the root department: the same in every copy of one portal, and in none of another. */
  readonly rootId: string
  readonly portalName: string
  readonly people: number
  readonly invited: number
  readonly pending: number
  /** When something was last done in it; milliseconds UTC. */
  readonly lastAt: number
}

/** SQLite waits so long for others, in milliseconds. */
const TIMEOUT = 5_000

export interface CopyOptions {
  /** Path of the compiled SQLite addon, where the one of the package does not suit. */
  readonly nativeBinding?: string
  /** Ends the work; what is unfinished is removed, and the reason thrown. */
  readonly signal?: AbortSignal
}

type Answer =
  | { readonly sound: true; readonly application: number; readonly version: number; readonly facts: CopyFacts | null }
  | { readonly sound: false; readonly code: string | null }

interface CopyThreadData extends ThreadData {
  /** The file to be copied first; null: `file` is there already. */
  readonly from: string | null
}

/** Copies a file where it is told to, looks all of the copy over and makes it one that needs no log beside it. */
const copyAndLook: ThreadProgram<CopyThreadData> = async (port, Library, { file, from, options }) => {
  let answer: Answer
  try {
    if (from !== null) {
      const source = new Library(from, { ...options, fileMustExist: true })
      // All at once: whoever writes meanwhile does not wait for it.
      await source.backup(file, { progress: () => 2_147_483_647 })
      source.close()
    }
    const connection = new Library(file, { ...options, fileMustExist: true })
    connection.pragma('journal_mode = DELETE')
    const number = (name: string): number => Number(connection.pragma(name, { simple: true }))
    const one = (text: string): unknown => connection.prepare(text).pluck().get()
    const version = number('user_version')
    answer =
      connection.pragma('quick_check(1)', { simple: true }) === 'ok'
        ? {
            sound: true,
            application: number('application_id'),
            version,
            facts:
              version === 0
                ? null
                : {
                    rootId: String(one('SELECT id FROM department WHERE parent_id IS NULL')),
                    portalName: String(one('SELECT name FROM portal')),
                    people: Number(one('SELECT count(*) FROM person')),
                    invited: Number(one("SELECT count(*) FROM person WHERE status = 'invited'")),
                    pending: Number(one("SELECT count(*) FROM person WHERE status = 'pending'")),
                    lastAt: Number(
                      one(
                        'SELECT max(at) FROM (SELECT at FROM (SELECT at FROM audit ORDER BY id DESC LIMIT 1) UNION SELECT created_at FROM portal)',
                      ),
                    ),
                  },
          }
        : { sound: false, code: null }
    connection.close()
  } catch (error) {
    answer = { sound: false, code: error instanceof Error && 'code' in error ? String(error.code) : null }
  }
  port.postMessage(answer)
}

/**
 * Writes a consistent copy of a store that may be in use, beside other work, and looks it over; it appears under `to`
 * only once it is whole. Throws BACKUP_DAMAGED, DISK_FULL, STORE_READ_ONLY, STORE_BUSY.
 */
export async function makeCopy(from: string, to: string, options: CopyOptions): Promise<CopyFacts> {
  const unfinished = `${to}${UNFINISHED}`
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    rmSync(unfinished, { force: true })
    const facts = factsOf(await asked(unfinished, from, options))
    renameSync(unfinished, to)
    return facts
  } catch (error) {
    throw storeError(error)
  } finally {
    for (const rest of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${rest}`, { force: true })
  }
}

/**
 * Takes in a file as a copy: copied first, for what is looked at must not change, and the operator's file stays as it
 * is. `place` says under which name of `folder` it goes, or refuses it for what it holds. Throws as makeCopy does, and
 * STORE_NEWER.
 */
export async function takeInCopy(
  source: string,
  folder: string,
  place: (facts: CopyFacts) => string | Promise<string>,
  options: CopyOptions,
): Promise<{ readonly name: string; readonly facts: CopyFacts }> {
  const unfinished = join(folder, `taking-in.usher${UNFINISHED}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    await copyFile(source, unfinished)
    const facts = await readCopy(unfinished, options)
    const name = await place(facts)
    renameSync(unfinished, join(folder, name))
    return { name, facts }
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw storeError(error)
  }
}

/** How the name of a copy ends that is not whole yet. */
export const UNFINISHED = '.unfinished'

/**
 * What a copy of a store holds, after looking through all of it beside other work. Throws BACKUP_DAMAGED where it is
 * not whole or none of Usher's, STORE_NEWER, and what the disk refuses.
 */
export async function readCopy(file: string, options: CopyOptions): Promise<CopyFacts> {
  return factsOf(await asked(file, null, options))
}

function factsOf(answer: Answer): CopyFacts {
  if (!answer.sound) {
    const known = storeError(Object.assign(new Error('a copy cannot be read'), { code: answer.code }))
    if (known instanceof Refusal && known.code !== 'STORE_DAMAGED') throw known
    throw new Refusal('BACKUP_DAMAGED')
  }
  if (answer.application !== APPLICATION_ID || answer.facts === null) throw new Refusal('BACKUP_DAMAGED')
  refuseNewer(answer.version, MIGRATIONS)
  return answer.facts
}

function asked(file: string, from: string | null, { nativeBinding, signal }: CopyOptions): Promise<Answer> {
  signal?.throwIfAborted()
  const options: ThreadConnection = { timeout: TIMEOUT, ...(nativeBinding ? { nativeBinding } : {}) }
  const thread = startTextThread(copyAndLook, { file, from, options })
  const stop = (): void => void thread.terminate()
  signal?.addEventListener('abort', stop, { once: true })
  return new Promise((resolve, reject) => {
    let answer: Answer | null = null
    thread.once('message', (message: Answer) => (answer = message))
    thread.once('error', reject)
    // Only now has it let go of its files.
    thread.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted) reject(signal.reason as Error)
      else if (answer) resolve(answer)
      else reject(new Error('The thread that makes copies has ended'))
    })
  })
}
