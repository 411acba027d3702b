import { readPortal } from '../../store/accounts'
import type { Actor, Printer } from '../ports'
import { saveFile } from '../saving/save-file'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { calendarOf } from './calendar'
import { type Due, readDue } from './due-lines'
import { DUE_TEXTS } from './due-words'
import { printedList } from './printed-list'

/** Lines of each kind that the window shows. */
const SHOWN = 100
/** Lines of each kind that go out of the program. */
const MOST = 1_000

/** Z9: what is due until a week from now, to be worked off, printed, or taken along in a calendar. */
export function createTodayService(context: ServiceContext, printer: Pick<Printer, 'print'>): ServiceOf<'today'> {
  const { clock, files, store } = context
  const dueFor = (actor: Actor, limit: number): Promise<Due> => readDue(store.reader, actor, clock.now(), limit)

  return {
    list: (actor) => dueFor(actor, SHOWN),

    counts: async (actor) => (await dueFor(actor, 0)).totals,

    /** Throws FILE_NOT_WRITTEN. */
    async saveCalendar(actor, { locale }) {
      const due = await dueFor(actor, MOST)
      const name = `${DUE_TEXTS[locale].title} ${due.date}`
      const file = await saveFile(
        files,
        { name, extension: 'ics' },
        async function* () {
          yield calendarOf(due, locale, clock.now())
        },
        async () => {},
      )
      return file === null ? null : { file, events: due.lines.length }
    },

    /** Throws PRINT_FAILED. */
    async print(actor, { locale }) {
      const { name } = await readPortal(store.reader)
      return { printed: await printer.print(printedList(await dueFor(actor, MOST), name, locale)) }
    },
  }
}
