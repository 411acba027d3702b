import { fittedSize } from '../domain/fitted-text'
import { escapeHtml } from '../domain/mail-html'
import { type Correction, QUIET_ZONE } from '../domain/printed-codes'
import type { Size } from '../domain/sheet-layouts'
import { qrCode } from './qr-code'

/** Sizes of type on paper, in half points: each has a class, so that no element carries a style of its own. */
const SIZES = Array.from({ length: 57 }, (_none, at) => at + 4)
/** Lines of fitted text stand this far apart, in sizes. */
const LINE_HEIGHT = 1.16

/** A code as one path (Q4); empty for a screen reader, for the link stands beside it in plain. */
export function codeMarkup(url: string, correction: Correction): string {
  const { path, size } = qrCode(url, correction)
  const grid = size + 2 * QUIET_ZONE
  const box = `${-QUIET_ZONE} ${-QUIET_ZONE} ${grid} ${grid}`
  return `<svg class="qr" viewBox="${box}" shape-rendering="crispEdges" aria-hidden="true"><path d="${path}"/></svg>`
}

/** A text as large as fits its box, in millimetres, between two sizes in points; nothing for an empty one. */
export function fittedMarkup(
  text: string,
  box: Size,
  [largest, smallest]: readonly [number, number],
  name: string,
): string {
  if (text === '') return ''
  const size = fittedSize(text, box, { largest, smallest, lineHeight: LINE_HEIGHT })
  return `<p class="${name} f${Math.round(size * 2)}" dir="auto">${escapeHtml(text)}</p>`
}

/** The short code as it is typed; on narrow paper in two lines, which break where it has a dash anyway. */
export function typedCode(code: string, lines: 1 | 2, points: number): string {
  const half = code.length / 2
  const text =
    lines === 1 ? escapeHtml(code) : `${escapeHtml(code.slice(0, half + 0.5))}<br>${escapeHtml(code.slice(half + 0.5))}`
  return `<p class="code f${Math.round(points * 2)}">${text}</p>`
}

/** Millimetres as CSS writes them. */
export function millimetres(value: number): string {
  return `${Number(value.toFixed(3))}mm`
}

/** Black on white: what any printer prints, and what stays readable on a copy. */
export const COMMON_STYLES = `
*{box-sizing:border-box}
html,body{margin:0;background:#fff}
body{color:#000;font:10pt/${LINE_HEIGHT} Inter,"Segoe UI",-apple-system,system-ui,"Liberation Sans",Arial,sans-serif}
p,h1,h2,dl,dd,ol,figure{margin:0}
p,li,dd{overflow-wrap:anywhere}
.page{position:relative;overflow:hidden;break-after:page;break-inside:avoid;contain:strict}
.page:last-child{break-after:auto}
.cell{position:absolute;overflow:hidden}
.qr{display:block;flex:none}
.code{font-family:"DejaVu Sans Mono",Menlo,Consolas,"Liberation Mono",monospace;font-weight:700;white-space:nowrap}
${SIZES.map((size) => `.f${size}{font-size:${size / 2}pt}`).join('')}
`
