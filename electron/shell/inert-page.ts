import { setImmediate } from 'node:timers/promises'
import { BrowserWindow, session, type WebContents } from 'electron'
import { escapeHtml } from '../core/domain/mail-html'
import type { PrintedPage } from '../core/services/ports'

/** What such a page may hold: styles and pictures of its own. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
/** Of this session the windows are, and it knows no pages but these. */
const PARTITION = 'drawing'
const SCHEME = 'drawing'
/** Characters handed over at once: thousands of sheets are no single stretch of work. */
const PIECE = 64 * 1024

/** The pages that are being shown, by number; each is there until the work with it is done. */
const shown = new Map<string, PrintedPage>()
let count = 0

/** A hidden window for pages that run no scripts and reach nothing: they have a session of their own. */
export interface InertWindow {
  /** Does `work` with this page, instead of the one before it. Throws the signal's reason once it is aborted. */
  show<Result>(
    page: PrintedPage,
    work: (contents: WebContents) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>
  close(): void
}

/** Each step of it is a stretch of work by itself, so other work of the process gets its turn between them. */
export async function openInertWindow(title: string): Promise<InertWindow> {
  servePages()
  await setImmediate()
  const window = new BrowserWindow({
    show: false,
    title,
    webPreferences: { sandbox: true, contextIsolation: true, javascript: false, partition: PARTITION },
  })
  let number = ''
  return {
    async show(page, work, signal) {
      await setImmediate()
      signal?.throwIfAborted()
      count += 1
      number = String(count)
      shown.set(number, page)
      try {
        // A page of many sheets is longer than an address may be, so it is served instead of standing in one.
        return await unlessAborted(signal, async () => {
          await window.loadURL(`${SCHEME}://pages/${number}`)
          return await work(window.webContents)
        })
      } finally {
        shown.delete(number)
      }
    },
    close() {
      shown.delete(number)
      window.destroy()
    },
  }
}

/** The same with a window for this page alone, which is gone afterwards. */
export async function withInertPage<Result>(
  page: PrintedPage,
  work: (contents: WebContents) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted()
  const window = await openInertWindow(page.title)
  try {
    return await window.show(page, work, signal)
  } finally {
    window.close()
  }
}

/** What is under way when the signal comes ends by itself, once its window is gone. */
async function unlessAborted<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
  if (!signal) return await work()
  const result = work()
  result.catch(() => undefined)
  let stop = (): void => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([result, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function servePages(): void {
  const { protocol } = session.fromPartition(PARTITION)
  if (protocol.isProtocolHandled(SCHEME)) return
  protocol.handle(SCHEME, ({ url }) => {
    const page = shown.get(new URL(url).pathname.slice(1))
    if (!page) return new Response('Not found', { status: 404 })
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
    return new Response(streamOf(encoded(documentOf(page))), { headers })
  })
}

/** Gives the next piece when it is asked for. */
function streamOf(pieces: Iterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const next = pieces.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
  })
}

/** Its title is what print queues and PDF readers call it; without one they show its address. */
function* documentOf({ body, locale, styles, title }: PrintedPage): Generator<string> {
  const named = `<meta charset="utf-8"><title>${escapeHtml(title)}</title>`
  yield `<!doctype html><html lang="${locale}"><head>${named}<style>${styles}</style></head><body>`
  let piece = ''
  for (const part of typeof body === 'string' ? pieces(body) : body) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield `${piece}</body></html>`
}

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE)
}

/** In bytes; a character that two pieces share is put together again. */
function* encoded(pieces: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let half = ''
  for (const piece of pieces) {
    const whole = half + piece
    half = /[\uD800-\uDBFF]$/u.test(whole) ? whole.slice(-1) : ''
    yield encoder.encode(half === '' ? whole : whole.slice(0, -1))
  }
  if (half !== '') yield encoder.encode(half)
}
