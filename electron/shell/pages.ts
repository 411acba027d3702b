import { extname, join, sep } from 'node:path'
import { isConsoleUrl } from './console-origin'

/** Stands in the built pages where the nonce of the response belongs. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__'
/** Stands there where the language belongs that the window is to speak. */
const LANGUAGE_PLACEHOLDER = '__LANGUAGE__'

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * The file inside `root` that a URL of the console asks for; null for every other URL, and for paths that are not
 * plain names: whatever is encoded, hidden, absolute or climbs out is refused rather than cleaned up.
 */
export function pageFile(root: string, text: string): { readonly path: string; readonly type: string } | null {
  if (!isConsoleUrl(text)) return null
  // The parser resolves `..` by itself, so a climbing path already shows in the text it was given.
  const asked = text
    .slice(text.indexOf('//') + 2)
    .replace(/[?#].*$/s, '')
    .split('/')
    .slice(1)
  const names = asked.length === 1 && asked[0] === '' ? ['index.html'] : asked
  if (names.length === 0 || !names.every((name) => /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(name))) return null
  const path = join(root, ...names)
  const type = MIME_TYPES[extname(path)]
  return type && path.startsWith(root + sep) ? { path, type } : null
}

/** The page with the nonce of this response, in the language it is to speak: it need not ask before it reads it. */
export function filledIn(html: string, nonce: string, language: string): string {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce).replace(LANGUAGE_PLACEHOLDER, language)
}

/**
 * Headers of a page or a part of it. Everything comes from the program itself; data comes over the message port, so a
 * page connects to nothing (`connect` is what development needs).
 */
export function pageHeaders(type: string, nonce: string, connect = `'none'`): Readonly<Record<string, string>> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(nonce, connect),
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}

function contentSecurityPolicy(nonce: string, connect: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    // Naive UI mounts style elements at run time; they carry the nonce of the page.
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src ${connect}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
