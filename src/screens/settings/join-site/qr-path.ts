import { create } from 'qrcode'

/**
 * A QR code of `text` for QrCode.vue: one SVG path over a grid of `size` modules, runs of dark modules drawn as
 * rectangles. Error correction M, as a screen is read straight on.
 */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let row = 0; row < size; row += 1) {
    let start = -1
    for (let column = 0; column <= size; column += 1) {
      const dark = column < size && modules.get(row, column) !== 0
      if (dark && start === -1) start = column
      if (!dark && start !== -1) {
        path += `M${start} ${row}h${column - start}v1h${start - column}z`
        start = -1
      }
    }
  }
  return { size, path }
}
