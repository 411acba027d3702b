import { BrowserWindow, session } from 'electron'
import type { PrintedPage } from '../core/services/ports'

/** What such a page may hold: styles and pictures of its own. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
/** Of this session the windows are, and it knows no pages but these. */
const PARTITION = 'drawing'
const SCHEME = 'drawing'
/** Characters handed over at once: thousands of sheets are no single stretch of work. */
const PIECE = 64 * 1024

/** The pages that are being shown, by number; each is there until its window is gone. */
const shown = new Map<string, PrintedPage>()
let count = 0

/**
 * Does `work` with a hidden window that shows this page; the window is gone afterwards. The page runs no scripts and reaches
 * nothing: it has a session of its own. Throws the signal's reason once it is aborted.
 */
export async function withInertPage<Result>(
  page: PrintedPage,
  work: (window: BrowserWindow) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted()
  servePages()
  count += 1
  const number = String(count)
  shown.set(number, page)
  const window = new BrowserWindow({
    show: false,
    title: page.title,
    webPreferences: { sandbox: true, contextIsolation: true, javascript: false, partition: PARTITION },
  })
  try {
    // A page of many sheets is longer than an address may be, so it is served instead of standing in one.
    return await unlessAborted(signal, async () => {
      await window.loadURL(`${SCHEME}://${number}/`)
      return await work(window)
    })
  } finally {
    window.destroy()
    shown.delete(number)
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
    const page = shown.get(new URL(url).hostname)
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

function* documentOf({ body, locale, styles }: PrintedPage): Generator<string> {
  yield `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><style>${styles}</style></head><body>`
  const whole = typeof body === 'string' ? body : body.join('')
  for (let start = 0; start < whole.length; start += PIECE) yield whole.slice(start, start + PIECE)
  yield '</body></html>'
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
