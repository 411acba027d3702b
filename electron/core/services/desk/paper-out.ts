import type { PaperWay } from '../../domain/vocabulary'
import type { PrintedPage, Printer } from '../ports'
import { savePage } from '../saving/save-page'
import type { ServiceContext } from '../service-context'

/** What became of a page: on paper, in a file, or nowhere because the operator thought better of it. */
export interface PaperOut {
  readonly printed: boolean
  readonly file: string | null
}

/**
 * Puts a page on paper through the system's dialog, or into a PDF where the operator chooses. Throws PRINT_FAILED {reason},
 * FILE_NOT_WRITTEN {reason}.
 */
export async function putOnPaper(
  { files }: Pick<ServiceContext, 'files'>,
  printer: Printer,
  way: PaperWay,
  name: string,
  draw: () => Promise<PrintedPage>,
): Promise<PaperOut> {
  if (way === 'print') return { printed: await printer.print(await draw()), file: null }
  const file = await savePage(files, name, async () => await printer.pdf(await draw()))
  return { printed: file !== null, file }
}
