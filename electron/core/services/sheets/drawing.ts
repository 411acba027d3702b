import type { PreviewedPage } from '../../../contract/sheets'
import { withBlanks } from '../../domain/blanks'
import { pageSize, paperFor, type SheetPage } from '../../domain/sheet-layouts'
import { sheetPage, sheetStyles } from '../../sheets/sheet-pages'
import { sheetTexts } from '../../sheets/sheet-texts'
import type { PrintedPage } from '../ports'
import { finished } from '../slices'
import type { SheetPlan } from './planning'

/** One page of a plan, counted from 0. */
export async function drawPage(plan: SheetPlan, at: number): Promise<PreviewedPage | null> {
  const page = plan.pages[at]
  if (!page) return null
  const { layout, paper } = plan.look
  return {
    styles: sheetStyles(plan.look),
    body: await finished(markupOf(plan, page, at)),
    ...pageSize(paperFor(layout, paper)),
  }
}

/**
 * All pages of a plan as one document, drawn in slices. `told` hears how many sheets are drawn. Throws the signal's
 * reason once it is aborted.
 */
export async function drawAll(
  plan: SheetPlan,
  signal: AbortSignal,
  told: (sheets: number) => void,
): Promise<PrintedPage> {
  const parts: string[] = []
  for (const [at, page] of plan.pages.entries()) {
    parts.push(await finished(markupOf(plan, page, at)))
    told(page.first + page.count)
    signal.throwIfAborted()
  }
  return {
    title: sheetTitle(plan),
    locale: plan.look.locale,
    styles: sheetStyles(plan.look),
    body: parts,
  }
}

/** What the print queue and the file are called. */
export function sheetTitle({ look, portal }: SheetPlan): string {
  return withBlanks(sheetTexts(look.locale).file, { portal })
}

function markupOf(plan: SheetPlan, page: SheetPage, at: number): Generator<void, string> {
  const entries = Array.from({ length: page.count }, (_none, index) => plan.entry(page.first + index))
  return sheetPage(plan.look, page, entries, { page: at + 1, pages: plan.pages.length })
}
