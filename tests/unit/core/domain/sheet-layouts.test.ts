import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAPERS } from '../../../../electron/core/domain/paper'
import {
  type Box,
  cellsOf,
  gridOf,
  isLabels,
  LARGEST_SHIFT,
  pagesOf,
  pageSize,
  paperFor,
} from '../../../../electron/core/domain/sheet-layouts'
import { SHEET_LAYOUTS } from '../../../../electron/core/domain/vocabulary'

const shifts = fc.double({ min: -LARGEST_SHIFT, max: LARGEST_SHIFT, noNaN: true })
const layouts = fc.constantFrom(...SHEET_LAYOUTS)
const papers = fc.constantFrom(...PAPERS)
/** Less than a printer can tell apart, in millimetres. */
const HAIR = 0.001

function overlap(one: Box, other: Box): boolean {
  return (
    one.left + one.width > other.left + HAIR &&
    other.left + other.width > one.left + HAIR &&
    one.top + one.height > other.top + HAIR &&
    other.top + other.height > one.top + HAIR
  )
}

describe('layouts of sheets', () => {
  it('Q2: cells never overlap nor leave the page, whatever the printer is off by', () => {
    fc.assert(
      fc.property(layouts, papers, shifts, shifts, (layout, asked, x, y) => {
        const page = pageSize(paperFor(layout, asked))
        const cells = cellsOf(gridOf(layout, asked), { x, y })
        for (const [at, cell] of cells.entries()) {
          expect(cell.left).toBeGreaterThanOrEqual(0)
          expect(cell.top).toBeGreaterThanOrEqual(0)
          expect(cell.left + cell.width).toBeLessThanOrEqual(page.width + HAIR)
          expect(cell.top + cell.height).toBeLessThanOrEqual(page.height + HAIR)
          expect(cells.slice(at + 1).some((other) => overlap(cell, other))).toBe(false)
        }
      }),
    )
  })

  it.each([
    ['L7160', 21, 'A4', { left: 7.25, top: 15.15, width: 63.5, height: 38.1 }],
    ['L7163', 14, 'A4', { left: 4.65, top: 15.15, width: 99.1, height: 38.1 }],
    ['5160', 30, 'letter', { left: 4.7625, top: 12.7, width: 66.675, height: 25.4 }],
  ] as const)(
    'Q2: labels %s are where their maker cuts them, on their own paper alone',
    (layout, count, paper, first) => {
      expect(isLabels(layout)).toBe(true)
      for (const asked of PAPERS) {
        expect(paperFor(layout, asked)).toBe(paper)
        const cells = cellsOf(gridOf(layout, asked))
        expect(cells).toHaveLength(count)
        for (const [key, value] of Object.entries(first)) expect(Reflect.get(cells[0] ?? {}, key)).toBeCloseTo(value, 6)
        // What is free at the left is free at the right, and above as below.
        const last = cells.at(-1)
        const page = pageSize(paper)
        expect(page.width - ((last?.left ?? 0) + first.width)).toBeCloseTo(first.left, 2)
        expect(page.height - ((last?.top ?? 0) + first.height)).toBeCloseTo(first.top, 2)
      }
    },
  )

  it('Q2: letters and cards come on the paper asked for', () => {
    for (const layout of ['letter', 'cards'] as const) {
      for (const asked of PAPERS) expect(paperFor(layout, asked)).toBe(asked)
    }
  })
})

describe('pages of sheets', () => {
  it('Q2: every sheet stands on exactly one page, in order, and no page holds more than it has cells', () => {
    const some = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(fc.nat({ max: 200 }), some, some, fc.func(fc.boolean()), (entries, cells, start, breaks) => {
        const pages = pagesOf(entries, cells, start, breaks)
        expect(pages.flatMap(({ count, first }) => Array.from({ length: count }, (_none, at) => first + at))).toEqual(
          Array.from({ length: entries }, (_none, at) => at),
        )
        for (const { count, skipped } of pages) expect(skipped + count).toBeLessThanOrEqual(cells)
        for (const { first } of pages.slice(1)) {
          const before = pages.find((page) => page.first + page.count === first)
          const full = before !== undefined && before.skipped + before.count === cells
          expect(full || breaks(first)).toBe(true)
        }
      }),
    )
  })

  it('Q2: a sheet of labels that was begun before is used from its first free label', () => {
    expect(pagesOf(25, 21, 20)).toEqual([
      { skipped: 19, first: 0, count: 2 },
      { skipped: 0, first: 2, count: 21 },
      { skipped: 0, first: 23, count: 2 },
    ])
    expect(pagesOf(1, 21, 99)).toEqual([{ skipped: 20, first: 0, count: 1 }])
    expect(pagesOf(0, 21, 1)).toEqual([])
  })

  it('Q2: each department begins on a page of its own where asked', () => {
    expect(pagesOf(5, 4, 1, (entry) => entry === 3)).toEqual([
      { skipped: 0, first: 0, count: 3 },
      { skipped: 0, first: 3, count: 2 },
    ])
  })
})
