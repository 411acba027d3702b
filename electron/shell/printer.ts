import type { WebContents } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { PrintedPage, Printer } from '../core/services/ports'
import { openInertWindow, withInertPage } from './inert-page'
import { joinPdfs } from './join-pdfs'

/** What Chromium calls it when the operator closes the print dialog. */
const CANCELLED = /cancel/iu

/** Of one part: what a page takes to be written as PDF grows with how many there are, and with what stands on them. */
const MOST_PAGES = 100
const MOST_CHARACTERS = 3_000_000

/** The system's print dialog, and the same page as PDF. */
export const systemPrinter: Printer = {
  print: (page, signal) =>
    withInertPage(
      page,
      (contents) =>
        new Promise<boolean>((resolve, reject) => {
          contents.print({ printBackground: true }, (printed, reason) => {
            if (printed || CANCELLED.test(reason)) resolve(printed)
            else reject(new Refusal('PRINT_FAILED', { reason }))
          })
        }),
      signal,
    ),
  pdf(page, signal) {
    const parts = typeof page.body === 'string' ? [] : partsOf(page.body)
    if (parts.length > 1) return writtenInParts(page, parts, signal)
    return withInertPage(page, (contents) => written(contents, page), signal)
  },
}

function partsOf(pages: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = []
  let part: string[] = []
  let characters = 0
  for (const page of pages) {
    if (part.length === 0 || part.length === MOST_PAGES || characters >= MOST_CHARACTERS) {
      part = []
      parts.push(part)
      characters = 0
    }
    part.push(page)
    characters += page.length
  }
  return parts
}

function written(contents: WebContents, { body }: PrintedPage): Promise<Uint8Array> {
  return contents.printToPDF({
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: typeof body === 'string',
  })
}

/** Two windows take turns, each with a process of its own: the next part is begun while one is being written. */
async function writtenInParts(
  page: PrintedPage,
  parts: readonly (readonly string[])[],
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const first = await openInertWindow(page.title)
  const second = await openInertWindow(page.title)
  const joining = joinPdfs()
  const begin = (at: number): Promise<Uint8Array> => {
    const part = { ...page, body: parts[at] ?? [] }
    const bytes = (at % 2 === 0 ? first : second).show(part, (contents) => written(contents, part), signal)
    // Waited for in its turn; if the one before it fails, nobody does.
    bytes.catch(() => undefined)
    return bytes
  }
  try {
    let next = begin(0)
    for (let at = 1; at <= parts.length; at += 1) {
      const present = next
      if (at < parts.length) next = begin(at)
      joining.add(await present)
    }
    return await joining.end({ title: page.title, language: page.locale })
  } finally {
    joining.stop()
    first.close()
    second.close()
  }
}
