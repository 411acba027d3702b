import type { ApprovalPrinted } from '../../../contract/desk'
import { demand } from '../../domain/access'
import type { Paper } from '../../domain/paper'
import { Refusal } from '../../domain/refusal'
import type { Locale, PaperWay } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import { approvalSheet, approvalTexts } from '../../sheets/approval-sheet'
import { readPortal } from '../../store/accounts'
import {
  countWaitingPeople,
  departmentName,
  insertApprovalSheet,
  listWaitingPeople,
  notePrinted,
  removeApprovalSheet,
  type WaitingPerson,
} from '../../store/approvals'
import { recordAudit } from '../../store/audit'
import { peopleWithTasks } from '../../store/people'
import type { Reader } from '../../store/store'
import { departmentNamesOf } from '../../store/welcomes'
import type { Actor, PrintedPage, Printer } from '../ports'
import type { ServiceContext } from '../service-context'
import { putOnPaper } from './paper-out'

/** People on one sheet: about forty pages. */
const MOST = 500

interface ApprovalOrder {
  readonly departmentId: string | null
  readonly paper: Paper
  readonly locale: Locale
  readonly way: PaperWay
}

/**
 * Z10: prints the list of those who wait, under a number of its own that is kept with the list in its order; where nothing is
 * printed nothing is kept. Throws NOT_ALLOWED, NOT_FOUND for a department, NOBODY_WAITS, PRINT_FAILED {reason},
 * FILE_NOT_WRITTEN {reason}.
 */
export async function printApproval(
  context: ServiceContext,
  printer: Printer,
  actor: Actor,
  order: ApprovalOrder,
): Promise<ApprovalPrinted> {
  demand(actor, 'people.confirm')
  const { changes, clock, store } = context
  const { departmentId } = order
  const department = departmentId === null ? null : await departmentName(store.reader, departmentId)
  if (departmentId !== null && department === null) throw new Refusal('NOT_FOUND')
  const people = await listWaitingPeople(store.reader, departmentId, MOST)
  if (people.length === 0) throw new Refusal('NOBODY_WAITS')
  const left = (await countWaitingPeople(store.reader, departmentId)) - people.length
  const number = await store.write((writer) =>
    insertApprovalSheet(writer, { at: clock.now(), by: actor.personId, departmentId }, people),
  )
  let printed = false
  try {
    const name = approvalTexts(order.locale).file.replace('{number}', String(number))
    const out = await putOnPaper(context, printer, order.way, name, () =>
      draw(store.reader, { ...order, number, department, people, left, at: clock.now() }),
    )
    printed = out.printed
    if (!printed) return { number: null, file: null, people: 0, left: 0 }
    await store.write(async (writer) => {
      const at = clock.now()
      await notePrinted(writer, number, at)
      await recordAudit(writer, at, {
        actor,
        origin: 'console',
        action: 'approval-sheet.printed',
        subject: null,
        details: { sheet: number, people: people.length, ...(department === null ? {} : { department }) },
      })
    })
    changes.announce('sheets', 'activity')
    return { number, file: out.file, people: people.length, left }
  } finally {
    if (!printed) await store.write((writer) => removeApprovalSheet(writer, number))
  }
}

async function draw(
  reader: Reader,
  sheet: Pick<ApprovalOrder, 'locale' | 'paper'> & {
    readonly number: number
    readonly department: string | null
    readonly people: readonly WaitingPerson[]
    readonly left: number
    readonly at: number
  },
): Promise<PrintedPage> {
  const { at, department, left, locale, number, paper, people } = sheet
  const { name: portal } = await readPortal(reader)
  const ids = people.map((person) => person.id)
  const departments = await departmentNamesOf(reader, ids)
  const withTasks = await peopleWithTasks(reader, ids)
  return approvalSheet({
    number,
    portal,
    day: writtenDay(at, locale),
    department,
    lines: people.map((person) => ({
      name: person.name,
      address: person.address,
      departments: departments.get(person.id) ?? [],
      inviter: person.inviter,
      since: writtenDay(person.since, locale),
      notes: [
        ...(person.reason === 'no-seat' ? (['noSeat'] as const) : []),
        ...(person.unproved === null ? [] : (['unproved'] as const)),
        ...(withTasks.has(person.id) ? (['tasks'] as const) : []),
      ],
    })),
    left,
    locale,
    paper,
  })
}
