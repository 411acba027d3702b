import { withBlanks } from '../domain/blanks'
import { escapeHtml } from '../domain/mail-html'
import { cellsOf, gridOf, pageSize, paperFor, type Size } from '../domain/sheet-layouts'
import type { PrintedPage } from '../services/ports'
import { COMMON_STYLES, millimetres } from './sheet-markup'
import { pageStyles, type SheetLook } from './sheet-pages'
import { sheetTexts } from './sheet-texts'

/** Length of the line to measure, in millimetres. */
const MEASURE = 100

/** Q2: the frames of a layout, rulers along two edges and how to set the offset, to be held against a sheet of labels. */
export function rulerPage(look: SheetLook): PrintedPage {
  const texts = sheetTexts(look.locale)
  const paper = paperFor(look.layout, look.paper)
  const size = pageSize(paper)
  const title = withBlanks(texts.ruler, { layout: look.layout })
  const values = { x: String(look.shift.x), y: String(look.shift.y) }
  const words = [texts.rulerLead, withBlanks(texts.rulerOffset, values), texts.rulerScale]
  const body = `<section class="page">
<svg class="sheet" viewBox="0 0 ${size.width} ${size.height}">${frames(look)}${ruler(size)}</svg>
<div class="words"><h1>${escapeHtml(title)}</h1>${words.map((each) => `<p>${escapeHtml(each)}</p>`).join('')}
<svg class="measure" viewBox="0 0 ${MEASURE} 4"><path d="M0 0v4M0 2h${MEASURE}M${MEASURE} 0v4"/></svg></div></section>`
  return { title, locale: look.locale, styles: stylesFor(look), body }
}

function frames(look: SheetLook): string {
  const cells = cellsOf(gridOf(look.layout, look.paper), look.shift)
  return cells
    .map(
      ({ height, left, top, width }, at) =>
        `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="1.5"/><text x="${left + 2}" y="${top + 5}">${at + 1}</text>`,
    )
    .join('')
}

/** Millimetres along the upper and the left edge; every tenth with its number. */
function ruler({ height, width }: Size): string {
  const marks: string[] = []
  const numbers: string[] = []
  const length = (at: number): number => (at % 10 === 0 ? 4 : at % 5 === 0 ? 3 : 2)
  for (let at = 0; at <= width; at += 1) marks.push(`M${at} 0v${length(at)}`)
  for (let at = 0; at <= height; at += 1) marks.push(`M0 ${at}h${length(at)}`)
  for (let at = 10; at <= width; at += 10) numbers.push(`<text class="number" x="${at + 0.4}" y="6">${at}</text>`)
  for (let at = 10; at <= height; at += 10) numbers.push(`<text class="number" x="4.4" y="${at + 0.8}">${at}</text>`)
  return `<path class="marks" d="${marks.join('')}"/>${numbers.join('')}`
}

function stylesFor({ layout, paper }: SheetLook): string {
  const { height, width } = pageSize(paperFor(layout, paper))
  return `${pageStyles(paperFor(layout, paper))}${COMMON_STYLES}
.sheet{position:absolute;left:0;top:0;width:${millimetres(width)};height:${millimetres(height)}}
rect{fill:none;stroke:#000;stroke-width:.2}
text{font-size:3px;fill:#666}
.number{font-size:2.2px;fill:#000}
path{fill:none;stroke:#000;stroke-width:.1}
.words{position:absolute;left:50%;top:45%;width:150mm;padding:6mm;background:#fff;border:.2mm solid #000;transform:translate(-50%,-50%);font-size:10pt;line-height:1.35}
.words p{margin-bottom:2.5mm}
h1{font-size:14pt;margin-bottom:3mm}
.measure{display:block;overflow:visible;width:${millimetres(MEASURE)};height:4mm}
.measure path{stroke-width:.25}`
}
