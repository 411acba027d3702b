import { startTextThread, type ThreadConnection, type ThreadProgram } from './text-thread'

/** A thread with a connection of its own that copies the log of a store into its file. */
export interface CheckpointThread {
  /** Copies what nobody reads any more; resolves when it is done, false where the thread is no more. */
  copy(): Promise<boolean>
  close(): Promise<void>
}

const copyWhenAsked: ThreadProgram = (port, Library, { file, options }) => {
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

/** Starts one for a store file. */
export function openCheckpointThread(file: string, options: ThreadConnection): CheckpointThread {
  const worker = startTextThread(copyWhenAsked, { file, options })
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
