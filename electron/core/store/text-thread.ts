import { createRequire } from 'node:module'
import { type MessagePort, Worker } from 'node:worker_threads'
import type Connection from 'better-sqlite3'

/** How a thread connects to a file of SQLite. */
export interface ThreadConnection {
  readonly timeout: number
  /** Path of the compiled SQLite addon, where the one of the package does not suit. */
  readonly nativeBinding?: string
}

/** What a thread is told when it starts. */
export interface ThreadData {
  readonly file: string
  readonly options: ThreadConnection
}

/** All of what a thread runs. It must know nothing but what it is given. */
export type ThreadProgram<Data extends ThreadData = ThreadData> = (
  port: MessagePort,
  Library: typeof Connection,
  data: Data,
) => void | Promise<void>

/**
 * Starts a thread with SQLite. Its program is handed over as text, because a file of its own would have another path in
 * the sources, in the build and in the package.
 */
export function startTextThread<Data extends ThreadData>(program: ThreadProgram<Data>, data: Data): Worker {
  const library = createRequire(import.meta.url).resolve('better-sqlite3')
  const code = `const { parentPort, workerData } = require('node:worker_threads')
;(${program.toString()})(parentPort, require(workerData.library), workerData)`
  const worker = new Worker(code, { eval: true, workerData: { ...data, library } })
  // A program that ends otherwise does not wait for it.
  worker.unref()
  return worker
}
