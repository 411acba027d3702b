import { type Box, cellsOf, gridOf } from '../../electron/core/domain/sheet-layouts'
import type { Paper } from '../../electron/core/domain/paper'
import type { SheetLayout } from '../../electron/core/domain/vocabulary'
import { cutOut, type Picture, picturesOf, type PrintedWord, readCode, seen, type View, wordsOf } from './printed-pages'

/** How phones see sheets: straight, askew, in bad light, from farther away. */
const VIEWS: readonly View[] = [{}, { turn: 7 }, { turn: -23, black: 60, white: 150 }, { scale: 0.75 }]
/** Degrees: nobody's hand is still, and what is not read in one picture of a film is read in one of the next. */
const FILM = [0, 2, -3, 5]
/** The receipt below a letter has a code of its own, in millimetres. */
const RECEIPT = 60
/** How far a word may stick out of its cell, in millimetres. */
const TOLERANCE = 0.5
/** Part of a word's height, above and below, that its font keeps for other letters. */
const ABOVE = 0.15

/**
 * Reads every code of printed sheets as phones would and the short code beside it. Returns the link of each short code; throws where
 * a code cannot be read, says something else than what stands beside it, or words lie outside of every cell.
 */
export async function readSheets(
  file: string,
  order: { readonly layout: SheetLayout; readonly paper: Paper; readonly sheets: number; readonly dpi: number },
): Promise<ReadonlyMap<string, string>> {
  const { dpi, layout, paper, sheets } = order
  const cells = cellsOf(gridOf(layout, paper))
  const words = await wordsOf(file)
  const links = new Map<string, string>()
  let page = 0
  let read = 0
  for await (const picture of picturesOf(file, dpi)) {
    const onPage = words[page] ?? []
    page += 1
    const inCells = cells.map((cell) => onPage.filter((word) => lies(word, cell)))
    if (layout !== 'cards' && inCells.flat().length < onPage.length) throw new Error(`words outside, page ${page}`)
    for (const [at, cell] of cells.slice(0, sheets - read).entries()) {
      const typed = (inCells[at] ?? []).map((word) => word.text).join('')
      const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/u.exec(typed)?.[0].replaceAll('-', '')
      const view = VIEWS[read % VIEWS.length] ?? {}
      const upper = layout === 'letter' ? { ...cell, height: cell.height - RECEIPT } : cell
      const link = readFilmed(cutOut(picture, upper, dpi), view)
      const where = `${layout} at ${dpi} dpi, page ${page}, sheet ${at + 1}, ${JSON.stringify(view)}`
      if (code === undefined) throw new Error(`no short code: ${where}`)
      if (link === null) throw new Error(`not read: ${where}`)
      if (!link.slice(link.lastIndexOf('/') + 1).startsWith(code)) throw new Error(`${link} is not ${code}: ${where}`)
      links.set(code, link)
      read += 1
    }
  }
  if (read !== sheets) throw new Error(`${read} sheets instead of ${sheets}`)
  return links
}

function readFilmed(picture: Picture, view: View): string | null {
  for (const shake of FILM) {
    const link = readCode(seen(picture, { ...view, turn: (view.turn ?? 0) + shake }))
    if (link !== null) return link
  }
  return null
}

function lies(word: PrintedWord, cell: Box): boolean {
  return (
    word.left >= cell.left - TOLERANCE &&
    word.left + word.width <= cell.left + cell.width + TOLERANCE &&
    word.top + word.height * ABOVE >= cell.top - TOLERANCE &&
    word.top + word.height * (1 - ABOVE) <= cell.top + cell.height + TOLERANCE
  )
}
