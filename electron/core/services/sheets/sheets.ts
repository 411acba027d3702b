import type { SheetOrder, SheetProgress } from '../../../contract/sheets'
import { paperOf } from '../../domain/paper'
import { Refusal } from '../../domain/refusal'
import { rulerPage } from '../../sheets/ruler-page'
import { readPortal } from '../../store/accounts'
import { findPerson } from '../../store/people'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import type { Actor, Printer } from '../ports'
import { savePage } from '../saving/save-page'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { drawAll, drawPage, sheetTitle } from './drawing'
import { lookOf, planSheets, type SheetPlan } from './planning'
import { createSheetRecords } from './recording'

/** People without a sheet that the window shows. */
const SHOWN = 200
/** Between two announcements of progress, in milliseconds. */
const PAUSE = 250

/** Sheets that an operator has made now. */
interface Job {
  readonly stopping: AbortController
  progress: SheetProgress
}

/**
 * Q2–Q4: invitations on paper. Nothing of a sheet is kept but that it was printed: the same link is drawn again when
 * asked for.
 */
export function createSheetsService(context: ServiceContext, links: JoinLinks, printer: Printer): ServiceOf<'sheets'> {
  const { changes, clock, files, store } = context
  const records = createSheetRecords(context)
  const jobs = new Map<string, Job>()

  async function planned(actor: Actor, order: SheetOrder): Promise<SheetPlan> {
    await demandInvitingSomewhere(store.reader, actor)
    return planSheets(context, links, actor, order)
  }

  /** Draws all sheets and does `work` with them; `cancel` stops it. Throws SHEETS_NOBODY, SHEETS_CANCELLED. */
  async function made<Result>(
    actor: Actor,
    plan: SheetPlan,
    work: (page: Awaited<ReturnType<typeof drawAll>>, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (plan.sheets === 0) throw new Refusal('SHEETS_NOBODY')
    jobs.get(actor.personId)?.stopping.abort(new Refusal('SHEETS_CANCELLED'))
    const job: Job = {
      stopping: new AbortController(),
      progress: { stage: 'drawing', done: 0, total: plan.sheets },
    }
    const { signal } = job.stopping
    let told = clock.now()
    jobs.set(actor.personId, job)
    try {
      const page = await drawAll(plan, signal, (done) => {
        job.progress = { ...job.progress, done }
        if (clock.now() - told < PAUSE) return
        told = clock.now()
        changes.announce('sheets')
      })
      job.progress = { stage: 'pages', done: plan.sheets, total: plan.sheets }
      changes.announce('sheets')
      return await work(page, signal)
    } finally {
      if (jobs.get(actor.personId) === job) jobs.delete(actor.personId)
      changes.announce('sheets')
    }
  }

  return {
    async defaults(actor) {
      await demandInvitingSomewhere(store.reader, actor)
      const { country } = await readPortal(store.reader)
      const person = await findPerson(store.reader, actor.personId)
      return {
        paper: paperOf(country),
        contact: [actor.name, person?.address ?? ''].filter(Boolean).join(', ').slice(0, 120),
      }
    },

    async preview(actor, { page, ...order }) {
      const plan = await planned(actor, order)
      const at = Math.min(page, plan.pages.length) - 1
      const drawn = await drawPage(plan, at)
      const shown = plan.pages[at]
      if (shown) await records.shown(actor, plan.invitations(shown.first, shown.count))
      return {
        sheets: plan.sheets,
        pages: plan.pages.length,
        leftOut: plan.leftOut.slice(0, SHOWN),
        leftOutTotal: plan.leftOut.length,
        onlyHere: plan.onlyHere,
        page: drawn && { ...drawn, number: at + 1 },
      }
    },

    async print(actor, order) {
      const plan = await planned(actor, order)
      const printed = await made(actor, plan, (page, signal) => printer.print(page, signal))
      if (printed) await records.printed(actor, plan, 'printer')
      return { printed, sheets: plan.sheets }
    },

    async savePdf(actor, order) {
      const plan = await planned(actor, order)
      if (plan.sheets === 0) throw new Refusal('SHEETS_NOBODY')
      const name = sheetTitle(plan)
      const file = await savePage(
        files,
        name,
        () => made(actor, plan, (page, signal) => printer.pdf(page, signal)),
        () => records.printed(actor, plan, 'file'),
      )
      return file === null ? null : { file, sheets: plan.sheets }
    },

    async printRuler(actor, { paper }) {
      await demandInvitingSomewhere(store.reader, actor)
      return { printed: await printer.print(rulerPage(lookOf(paper))) }
    },

    async saveRuler(actor, { paper }) {
      await demandInvitingSomewhere(store.reader, actor)
      const page = rulerPage(lookOf(paper))
      const file = await savePage(files, page.title, () => printer.pdf(page))
      return file === null ? null : { file }
    },

    async progress(actor) {
      await demandInvitingSomewhere(store.reader, actor)
      return jobs.get(actor.personId)?.progress ?? null
    },

    async cancel(actor) {
      await demandInvitingSomewhere(store.reader, actor)
      jobs.get(actor.personId)?.stopping.abort(new Refusal('SHEETS_CANCELLED'))
    },
  }
}
