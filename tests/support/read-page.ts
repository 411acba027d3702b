import type { PrintedPage } from '../../electron/core/services/ports'

/** A page that was printed, as one text to look at. */
export type ReadPage = PrintedPage & { readonly body: string }

export function readPage(page: PrintedPage): ReadPage {
  return { ...page, body: [page.body].flat().join('') }
}
