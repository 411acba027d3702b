import type { WebContents } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { PrintedPage, Printer } from '../core/services/ports'
import { withInertPage } from './inert-page'
import { joinPdfs } from './join-pdfs'

/** What Chromium calls it when the operator closes the print dialog. */
const CANCELLED = /cancel/iu

/** Pages of one part: what a page of a document takes to be written as PDF grows with how many there are. */
const PART = 100

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
  pdf: (page, signal) =>
    typeof page.body === 'string' || page.body.length <= PART
      ? withInertPage(page, ({ webContents }) => written(webContents, page), signal)
      : writtenInParts(page, page.body, signal),
}

function written(webContents: WebContents, { body }: PrintedPage): Promise<Uint8Array> {
  return webContents.printToPDF({
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: typeof body === 'string',
  })
}

async function writtenInParts(page: PrintedPage, pages: readonly string[], signal?: AbortSignal): Promise<Uint8Array> {
  const joining = joinPdfs()
  try {
    for (let start = 0; start < pages.length; start += PART) {
      const part = { ...page, body: pages.slice(start, start + PART) }
      joining.add(await withInertPage(part, ({ webContents }) => written(webContents, part), signal))
    }
    return await joining.end({ title: page.title, language: page.locale })
  } finally {
    joining.stop()
  }
}
