import { join } from 'node:path'
import { readSheets } from '../support/printed-sheets'
import { type BenchContext, type Benchmark, compare } from './support/benchmark'
import { printBare, type PrintedSheets, printSheets, withPeopleToPrintFor } from './support/sheet-printing'

const PEOPLE = 1_000
/** Milliseconds (P8). */
const WORST = 50
const USUAL = 16
/** Words that a sheet has beside its code, in whole tens. */
const KINDS = [
  { name: 'letters', layout: /^Letter/u, pages: PEOPLE, words: 90 },
  { name: 'labels L7160', layout: /^Labels L7160/u, pages: Math.ceil(PEOPLE / 21), words: 10 },
] as const

/**
 * P5, P8: invitation sheets for 1,000 people as PDF in the real app, against bare codes on as many bare pages: with as many words
 * on them, and, only to be shown, with none.
 */
export const benchmark: Benchmark = {
  id: 'P5',
  work: 'sheets for 1,000 people to PDF',
  run: async (context) => {
    const rounds = KINDS.map((): { ours: PrintedSheets; bare: PrintedSheets; codes: PrintedSheets }[] => [])
    await withPeopleToPrintFor(context, PEOPLE, async (app, page, folder) => {
      for (let round = 0; round < context.rounds; round += 1) {
        for (const [at, { layout, name, pages, words }] of KINDS.entries()) {
          const file = join(folder, `${name}-${round}.pdf`)
          const ours = await printSheets(app, page, { layout, sheets: PEOPLE, pages, file })
          if (round === 0 && layout.test('Labels L7160')) await readAll(context, file)
          const bare = await printBare(app, folder, { sheets: PEOPLE, pages, words })
          const codes = await printBare(app, folder, { sheets: PEOPLE, pages, words: 0 })
          context.say(`${name}: ${said(ours)}; bare ${said(bare)}; codes alone ${said(codes)}`)
          rounds[at]?.push({ ours, bare, codes })
        }
      }
    })
    return KINDS.flatMap(({ name }, at) => {
      const of = (side: 'ours' | 'bare' | 'codes', what: (each: PrintedSheets) => number): number[] =>
        (rounds[at] ?? []).map((each) => what(each[side]))
      const took = (each: PrintedSheets): number => each.took
      const worst = (each: PrintedSheets): number => each.stalls.worst
      const usual = (each: PrintedSheets): number => each.stalls.p99
      return [
        compare(`${name}: wall, ms`, 1.5, of('ours', took), of('bare', took)),
        compare(`${name}: wall against codes alone, ms`, null, of('ours', took), of('codes', took)),
        compare(`${name}: longest stall of the main process, ms`, 1, of('ours', worst), [WORST]),
        compare(`${name}: stalls of the main process, p99, ms`, 1, of('ours', usual), [USUAL]),
        compare(`${name}: longest stall against bare printing, ms`, null, of('ours', worst), of('bare', worst)),
      ]
    })
  },
}

/** Q4: every code of a thousand is read from paper as printers of both kinds put it there. */
async function readAll(context: BenchContext, file: string): Promise<void> {
  for (const dpi of [150, 300]) {
    const links = await readSheets(file, { layout: 'L7160', paper: 'A4', sheets: PEOPLE, dpi })
    context.say(`${new Set(links.values()).size} codes read at ${dpi} dpi`)
  }
}

function said({ stalls, took }: PrintedSheets): string {
  return `${took.toFixed(0)} ms (stalls ${stalls.worst.toFixed(0)} ms, p99 ${stalls.p99.toFixed(1)} ms)`
}
