import type { Worker } from 'node:worker_threads'
// oxlint-disable-next-line import/default -- the build makes it: a function that begins the thread
import startJoining from './pdf-joining?nodeWorker'
import type { JoiningWord } from './pdf-joining'

/** One PDF document that is put together from parts, in a thread of its own. */
export interface PdfJoining {
  /** The next pages. */
  add(part: Uint8Array): void
  /** All pages in the order they were added. Throws what went wrong with any of them. */
  end(about: { readonly title: string; readonly language: string }): Promise<Uint8Array>
  /** Gives up what is not ended. */
  stop(): void
}

export function joinPdfs(): PdfJoining {
  const worker = startJoining({})
  const ended = bytesOf(worker)
  // Asked for at the end; until then nobody waits for it.
  ended.catch(() => undefined)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Threads, unlike windows, have no origin.
  const tell = (word: JoiningWord): void => worker.postMessage(word)
  return {
    add: (part) => tell({ part }),
    end(about) {
      tell(about)
      return ended
    },
    stop: () => void worker.terminate(),
  }
}

function bytesOf(worker: Worker): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The thread that joins PDF documents ended early')))
  })
}
