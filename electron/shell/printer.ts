import { setImmediate } from 'node:timers/promises'
import type { WebContents } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { PrintedPage, Printer } from '../core/services/ports'
import { withInertPage } from './inert-page'
import { joinPdfs } from './join-pdfs'

/** What Chromium calls it when the operator closes the print dialog. */
const CANCELLED = /cancel/iu

/** Characters of one part, about a hundred letters: what a page takes to be written as PDF grows with how many there are. */
const PART = 640_000

/** The system's print dialog, and the same page as PDF. */
export const systemPrinter: Printer = {
  print: (page, signal) =>
    withInertPage(
      page,
      (window) =>
        new Promise<boolean>((resolve, reject) => {
          window.webContents.print({ printBackground: true }, (printed, reason) => {
            if (printed || CANCELLED.test(reason)) resolve(printed)
            else reject(new Refusal('PRINT_FAILED', { reason }))
          })
        }),
      signal,
    ),
  pdf(page, signal) {
    const parts = typeof page.body === 'string' ? [] : partsOf(page.body)
    if (parts.length > 1) return writtenInParts(page, parts, signal)
    return withInertPage(page, ({ webContents }) => written(webContents, page), signal)
  },
}

function partsOf(pages: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = []
  let length = PART
  for (const page of pages) {
    if (length >= PART) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(page)
    length += page.length
  }
  return parts
}

function written(webContents: WebContents, { body }: PrintedPage): Promise<Uint8Array> {
  return webContents.printToPDF({
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: typeof body === 'string',
  })
}

/** The next part is begun while one is being written: each has a process of its own. */
async function writtenInParts(
  page: PrintedPage,
  parts: readonly (readonly string[])[],
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const begin = async (body: readonly string[]): Promise<Uint8Array> => {
    // To make a window is a stretch of work by itself.
    await setImmediate()
    const part = { ...page, body }
    return await withInertPage(part, ({ webContents }) => written(webContents, part), signal)
  }
  const joining = joinPdfs()
  try {
    const [first = [], ...others] = parts
    let next = begin(first)
    for (const part of others) {
      const present = next
      next = begin(part)
      // Waited for in its turn; if the one before it fails, nobody does.
      next.catch(() => undefined)
      joining.add(await present)
    }
    joining.add(await next)
    return await joining.end({ title: page.title, language: page.locale })
  } finally {
    joining.stop()
  }
}
