import { withBlanks } from '../domain/blanks'
import { escapeHtml } from '../domain/mail-html'
import type { Paper } from '../domain/paper'
import type { Correction } from '../domain/printed-codes'
import { cellsOf, gridOf, pageSize, paperFor, type SheetPage, type Shift } from '../domain/sheet-layouts'
import type { Locale, SheetLayout } from '../domain/vocabulary'
import { letterSheet, letterStyles } from './letter-sheet'
import type { SheetEntry } from './sheet-entry'
import { COMMON_STYLES, fittedMarkup, millimetres } from './sheet-markup'
import { sheetTexts } from './sheet-texts'
import { smallSheet, smallStyles } from './small-sheets'

/** How sheets are drawn. */
export interface SheetLook {
  readonly layout: SheetLayout
  /** As asked for; labels have their own. */
  readonly paper: Paper
  readonly correction: Correction
  readonly shift: Shift
  /** Of what stands beside the cells; each sheet has its own. */
  readonly locale: Locale
}

/** The styles of every page of such sheets: they place each cell by class, for no element carries a style of its own. */
export function sheetStyles({ layout, paper, shift }: SheetLook): string {
  const grid = gridOf(layout, paper)
  const places = cellsOf(grid, shift).map(
    ({ left, top }, at) => `.c${at}{left:${millimetres(left)};top:${millimetres(top)}}`,
  )
  return `${pageStyles(paperFor(layout, paper))}${COMMON_STYLES}
.cell{width:${millimetres(grid.width)};height:${millimetres(grid.height)}}
${places.join('')}
.about{position:absolute;left:${millimetres(grid.left)};right:${millimetres(grid.left)};top:4.6mm;display:flex;gap:6mm;justify-content:space-between;color:#333;font-size:7pt;line-height:1.1;max-height:5.6mm}
${layout === 'letter' ? letterStyles() : smallStyles(layout)}`
}

/** A page fills its paper; less by a hair, so that rounding never makes a second one. */
export function pageStyles(paper: Paper): string {
  const { height, width } = pageSize(paper)
  return `@page{size:${millimetres(width)} ${millimetres(height)};margin:0}.page{width:${millimetres(width)};height:${millimetres(height - 0.1)}}`
}

/** One page with its sheets (Q2), drawn one after the other; `at`: its number and how many there are. */
export function* sheetPage(
  look: SheetLook,
  page: SheetPage,
  entries: readonly SheetEntry[],
  at: { readonly page: number; readonly pages: number },
): Generator<void, string> {
  const { correction, layout } = look
  const grid = gridOf(layout, look.paper)
  let cells = ''
  for (const [index, entry] of entries.entries()) {
    const content = layout === 'letter' ? letterSheet(grid, entry, correction) : smallSheet(layout, entry, correction)
    cells += `<div class="cell c${page.skipped + index}" lang="${entry.locale}">${content}</div>`
    yield
  }
  return `<section class="page">${layout === 'cards' ? aboutPage(look, entries, at) : ''}${cells}</section>`
}

/** Above the cards: whose they are, so that a pile can be sorted by department. */
function aboutPage(
  { locale }: SheetLook,
  entries: readonly SheetEntry[],
  { page, pages }: { readonly page: number; readonly pages: number },
): string {
  const names = new Set(entries.map((entry) => entry.departments[0] ?? ''))
  names.delete('')
  const count = withBlanks(sheetTexts(locale).page, { page: String(page), pages: String(pages) })
  const whose = fittedMarkup([...names].join(', '), { width: 140, height: 5 }, [7, 4], 'whose')
  return `<div class="about"><div>${whose}</div><p>${escapeHtml(count)}</p></div>`
}
