import type { Paper } from './paper'
import type { SheetLayout } from './vocabulary'

/** A place on a page, in millimetres from its upper left corner. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Width and height in millimetres. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** How the cells of a page stand, in millimetres; `stepX` and `stepY` from one cell's corner to the next one's. */
export interface SheetGrid extends Size {
  readonly columns: number
  readonly rows: number
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
}

/** How far everything is moved for a printer that is off, in millimetres to the right and down. */
export interface Shift {
  readonly x: number
  readonly y: number
}

/** Farthest that printing may be shifted, in millimetres: less than any layout keeps free at the edges of its paper. */
export const LARGEST_SHIFT = 4

const INCH = 25.4
const PAGES: Readonly<Record<Paper, Size>> = {
  A4: { width: 210, height: 297 },
  letter: { width: 8.5 * INCH, height: 11 * INCH },
}
/** Free on every side of a letter. */
const MARGIN = 16
const CARD = { width: 90, height: 64, columns: 2, rows: 4 }

/** Sheets of labels come on one paper, with the measures that their maker publishes. */
const LABELS = {
  L7160: { columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.25, top: 15.15, stepX: 66, stepY: 38.1 },
  L7163: { columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, stepX: 101.6, stepY: 38.1 },
  '5160': {
    columns: 3,
    rows: 10,
    width: 2.625 * INCH,
    height: INCH,
    left: 0.1875 * INCH,
    top: 0.5 * INCH,
    stepX: 2.75 * INCH,
    stepY: INCH,
  },
} as const satisfies Readonly<Record<string, SheetGrid>>
const LABEL_PAPERS: Readonly<Record<keyof typeof LABELS, Paper>> = { L7160: 'A4', L7163: 'A4', '5160': 'letter' }

/** Whether the layout is a sheet of labels, which comes on one paper and may be used in part. */
export function isLabels(layout: SheetLayout): layout is keyof typeof LABELS {
  return layout in LABELS
}

/** The paper a layout can be printed on: its own for labels, else the one asked for. */
export function paperFor(layout: SheetLayout, asked: Paper): Paper {
  return isLabels(layout) ? LABEL_PAPERS[layout] : asked
}

export function pageSize(paper: Paper): Size {
  return PAGES[paper]
}

/** How the cells of a layout stand on a paper; labels have their own whatever is asked for. */
export function gridOf(layout: SheetLayout, asked: Paper): SheetGrid {
  if (isLabels(layout)) return LABELS[layout]
  const page = pageSize(asked)
  if (layout === 'letter') {
    const [width, height] = [page.width - 2 * MARGIN, page.height - 2 * MARGIN]
    return { columns: 1, rows: 1, width, height, left: MARGIN, top: MARGIN, stepX: width, stepY: height }
  }
  // The same card on either paper, in the middle of it; neighbours share the line they are cut along.
  return {
    ...CARD,
    left: (page.width - CARD.columns * CARD.width) / 2,
    top: (page.height - CARD.rows * CARD.height) / 2,
    stepX: CARD.width,
    stepY: CARD.height,
  }
}

/** The cells of a page in reading order, shifted as the printer needs it. */
export function cellsOf(grid: SheetGrid, shift: Shift = { x: 0, y: 0 }): readonly Box[] {
  const { columns, height, left, rows, stepX, stepY, top, width } = grid
  return Array.from({ length: columns * rows }, (_none, at) => ({
    left: left + shift.x + (at % columns) * stepX,
    top: top + shift.y + Math.floor(at / columns) * stepY,
    width,
    height,
  }))
}

/** Which entries stand on a page; the first page may begin in the middle. */
export interface SheetPage {
  /** Cells left free before the first one. */
  readonly skipped: number
  /** Of the first entry, counted from 0. */
  readonly first: number
  readonly count: number
}

/**
 * Distributes entries over pages (Q2). `start`: the first free cell of the first page, counted from 1, for a sheet of
 * labels that was begun before. `breaks`: whether an entry begins a new page, as the first of its department does where
 * each gets pages of its own.
 */
export function pagesOf(
  entries: number,
  cells: number,
  start: number,
  breaks: (entry: number) => boolean = () => false,
): readonly SheetPage[] {
  const pages: SheetPage[] = []
  let page = { skipped: Math.min(Math.max(start, 1), cells) - 1, first: 0, count: 0 }
  for (let entry = 0; entry < entries; entry += 1) {
    if (page.count > 0 && (page.skipped + page.count === cells || breaks(entry))) {
      pages.push(page)
      page = { skipped: 0, first: entry, count: 0 }
    }
    page.count += 1
  }
  if (page.count > 0) pages.push(page)
  return pages
}
