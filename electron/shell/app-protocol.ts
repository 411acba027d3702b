import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { Locale } from '../core/domain/vocabulary'
import type { Log } from '../core/services/ports'
import { CONSOLE_SCHEME } from './console-origin'
import { filledIn, pageFile, pageHeaders } from './pages'

/** Makes app:// a proper origin. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: CONSOLE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Where the pages come from. */
export interface PageSource {
  /** Null where there is nothing under a URL. */
  read(url: string): Promise<{ readonly content: Buffer; readonly type: string } | null>
  /** What the pages may connect to, in the words of the content policy. */
  readonly connect?: string
}

/** The built pages in `root`. Read through node:fs, which also reads inside an asar archive. */
export function builtPages(root: string): PageSource {
  return {
    async read(url) {
      const file = pageFile(root, url)
      return file && { content: await readFile(file.path), type: file.type }
    },
  }
}

/**
 * Serves the console's pages at app://console/, each response with a nonce of its own and in the `language` of that
 * moment; all else is not found.
 *
 * protocol.handle would do the same through fetch's Request and Response, and loading those costs each start about a
 * tenth of what an empty window takes altogether (P6). Its older form takes the bytes as they are.
 */
export function serveApp(source: PageSource, language: () => Locale, log: Log): void {
  protocol.registerBufferProtocol(CONSOLE_SCHEME, (request, answer) => {
    void answerTo(request, source, language, log).then(answer)
  })
}

async function answerTo(
  request: { readonly method: string; readonly url: string },
  source: PageSource,
  language: () => Locale,
  log: Log,
): Promise<Electron.ProtocolResponse> {
  const found = request.method === 'GET' ? await source.read(request.url).catch(() => null) : null
  if (!found) {
    log.warn('no such page', { asked: request.url })
    return response(404, Buffer.from('Not found'), 'text/plain; charset=utf-8', '')
  }
  const nonce = randomBytes(16).toString('base64')
  const { content, type } = found
  const page = type.startsWith('text/html')
    ? Buffer.from(filledIn(content.toString('utf8'), nonce, language()))
    : content
  return response(200, page, type, nonce, source.connect)
}

function response(
  statusCode: number,
  data: Buffer,
  type: string,
  nonce: string,
  connect?: string,
): Electron.ProtocolResponse {
  const [mimeType] = type.split(';')
  return { statusCode, data, mimeType, charset: 'utf-8', headers: { ...pageHeaders(type, nonce, connect) } }
}
