import QRCode from 'qrcode'
import type { Correction } from '../domain/printed-codes'

/** A QR code as one SVG path on a grid of `size` by `size` modules; the quiet zone (4 modules, Q4) is left to the drawing. */
export interface QrCode {
  readonly size: number
  readonly path: string
}

/** The characters of a QR code's alphanumeric mode, in which a code of the same length has fewer modules. */
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/u

/**
 * Draws a link as a QR code, with correction level M unless another is asked for (Q1, Q4). Scheme and host are written
 * in capitals where that lets the whole link be alphanumeric: they are case-insensitive, and so is the path of a join
 * link. Throws RangeError for a link that no QR code can hold.
 */
export function qrCode(url: string, correction: Correction = 'M'): QrCode {
  const content = capitals(url)
  let modules
  try {
    modules = QRCode.create(inOnePiece(content), { errorCorrectionLevel: correction }).modules
  } catch (cause) {
    throw new RangeError('the link is too long for a QR code', { cause })
  }
  const { data, size } = modules
  const path: string[] = []
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue
      const start = column
      while (column + 1 < size && data[row * size + column + 1]) column += 1
      const width = column + 1 - start
      path.push(`M${start} ${row}h${width}v1h-${width}z`)
    }
  }
  return { size, path: path.join('') }
}

/**
 * Says of a link that is alphanumeric throughout that it is: looking for the best pieces would take as long as all the rest, and
 * links of one length would make codes of different sizes.
 */
function inOnePiece(content: string): string | { data: string; mode: 'alphanumeric' }[] {
  return ALPHANUMERIC.test(content) ? [{ data: content, mode: 'alphanumeric' }] : content
}

/** What the code says: the link with scheme and host in capitals where everything is then alphanumeric. */
export function capitals(url: string): string {
  const match = /^(?<origin>https?:\/\/[^/]*)(?<path>.*)$/iu.exec(url)
  const { origin, path } = match?.groups ?? {}
  if (origin === undefined || path === undefined) return url
  const upper = origin.toUpperCase() + path
  return ALPHANUMERIC.test(upper) ? upper : url
}
