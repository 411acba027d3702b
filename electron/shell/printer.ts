import { Refusal } from '../core/domain/refusal'
import type { Printer } from '../core/services/ports'
import { withInertPage } from './inert-page'

/** What Chromium calls it when the operator closes the print dialog. */
const CANCELLED = /cancel/iu

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
    withInertPage(
      page,
      (window) =>
        window.webContents.printToPDF({
          printBackground: true,
          preferCSSPageSize: true,
          generateTaggedPDF: page.bulky !== true,
        }),
      signal,
    ),
}
