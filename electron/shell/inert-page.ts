import { BrowserWindow } from 'electron'
import type { PrintedPage } from '../core/services/ports'

/** What such a page may hold: styles and pictures of its own. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/**
 * Does `work` with a hidden window that shows this page; the window is gone afterwards. The page runs no scripts and reaches
 * nothing: it has a session of its own.
 */
export async function withInertPage<Result>(
  { body, locale, styles, title }: PrintedPage,
  work: (window: BrowserWindow) => Promise<Result>,
): Promise<Result> {
  const window = new BrowserWindow({
    show: false,
    title,
    webPreferences: { sandbox: true, contextIsolation: true, javascript: false, partition: 'drawing' },
  })
  try {
    const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`
    const html = `<!doctype html><html lang="${locale}"><head>${head}<style>${styles}</style></head><body>${body}</body></html>`
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html, 'utf8').toString('base64')}`)
    return await work(window)
  } finally {
    window.destroy()
  }
}
