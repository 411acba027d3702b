import { createRequire } from 'node:module'
import { type MessagePort, Worker } from 'node:worker_threads'
import type Connection from 'better-sqlite3'

/** What the thread is told when it starts. */
interface ThreadData {
  readonly file: string
  /** Path of the module of SQLite. */
  readonly library: string
  readonly options: { readonly timeout: number; readonly nativeBinding?: string }
}

/** A thread with a connection of its own that copies the log of a store into its file. */
export interface CheckpointThread {
  /** Copies what nobody reads any more; resolves when it is done, false where the thread is no more. */
  copy(): Promise<boolean>
  close(): Promise<void>
}

/**
 * All of the thread. It is handed over as text, because a file of its own would have another path in the sources, in the build and
 * in the package; so it knows nothing but what it is given.
 */
function copyWhenAsked(port: MessagePort, Library: typeof Connection, { file, options }: ThreadData): void {
  const connection = new Library(file, options)
  port.on('message', (word: 'copy' | 'close') => {
    if (word === 'copy') connection.pragma('wal_checkpoint(PASSIVE)')
    else {
      connection.close()
      port.close()
    }
    port.postMessage(word)
  })
}

/** Starts one for a store file; `nativeBinding`: path of the compiled SQLite addon, where the one of the package does not suit. */
export function openCheckpointThread(file: string, timeout: number, nativeBinding?: string): CheckpointThread {
  const library = createRequire(import.meta.url).resolve('better-sqlite3')
  const workerData: ThreadData = { file, library, options: { timeout, ...(nativeBinding ? { nativeBinding } : {}) } }
  const code = `const { parentPort, workerData } = require('node:worker_threads')
;(${copyWhenAsked.toString()})(parentPort, require(workerData.library), workerData)`
  const worker = new Worker(code, { eval: true, workerData })
  // A program that ends otherwise does not wait for it.
  worker.unref()
  let answer = (_done: boolean): void => {}
  let gone = false
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      gone = true
      answer(false)
      resolve()
    })
  })
  // The store then copies by itself, and what is wrong with the disk shows there.
  worker.once('error', () => {})
  worker.on('message', () => answer(true))
  return {
    copy: () =>
      new Promise((resolve) => {
        answer = resolve
        if (gone) resolve(false)
        else worker.postMessage('copy', [])
      }),
    async close() {
      if (gone) return
      worker.ref()
      worker.postMessage('close', [])
      await ended
    },
  }
}
