import { Refusal } from '../../domain/refusal'
import type { Channel, Fate, Locale, RowProblem } from '../../domain/vocabulary'
import { demand } from '../../domain/access'
import { recordAudit } from '../../store/audit'
import { departmentsThere, workgroupsThere } from '../../store/imports'
import type { KnownPerson } from '../../store/invitations'
import type { Writer } from '../../store/store'
import { knownPeople, whoIsShown } from '../inviting/address-fates'
import { PEOPLE_TOGETHER } from '../inviting/keeping'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { readStanding } from '../accounts/standing'
import { chunksOf, sortedInSlices } from '../slices'
import type { CheckedFile, CheckedRow } from './checked-file'
import { type Incomer, keepRegistered, keepInvited, type Kept } from './keeping'
import { makePlaces } from './making-places'
import type { PlannedPlace } from './places-plan'
import type { Labour } from './work'

/** What an import has made so far. */
export interface Tally {
  made: number
  waiting: number
  departments: number
}

export interface RunOrder {
  readonly actor: Actor
  readonly fileName: string
  readonly locale: Locale
  readonly send: boolean
}

/**
 * Imports the included rows (D4), in transactions of PEOPLE_TOGETHER; each person with their invitation or membership and
 * their audit entry is there whole or not at all (S5). Rows that have become somebody else's meanwhile are left out (S6).
 * False where it was cancelled: what is imported stays. Throws NOT_ALLOWED where the operator may no more.
 */
export async function runImport(
  context: ServiceContext,
  file: CheckedFile,
  order: RunOrder,
  tally: Tally,
  labour: Labour,
): Promise<boolean> {
  const { actor, send } = order
  const demandRight = (writer: Writer): Promise<void> => demandStill(writer, actor)
  await context.store.write(demandRight)
  tally.departments += await makePlaces(context, actor, file.plan)
  const before = tally.made
  const isSent = (channel: Channel): boolean => channel === 'mail-service'
  const channelOf = ({ email }: Incomer): Channel => (send && email !== null ? 'mail-service' : 'link')
  const asking = { ...order, requireConfirmation: null, textId: null, channelOf, isSent }
  const keep: Keeper['keep'] = (writer, people) =>
    file.order.as === 'active'
      ? keepRegistered(writer, context, order, people, { action: 'person.imported', details: {} })
      : keepInvited(writer, context, asking, people)
  try {
    // Seats go to the first of the file (N1).
    const inOrder = file.order.as === 'active'
    return await keepIncluded(context, file, { actor, inOrder, demandRight, keep }, labour, (made) => {
      tally.made += made.length
      tally.waiting += made.filter((person) => person.status === 'pending').length
    })
  } finally {
    if (tally.made > before) await recordSummary(context, file, order, tally)
  }
}

/** Who takes in the rows of a file, and as what. */
export interface Keeper {
  readonly actor: Actor
  /** Whether rows are taken in as they stand in the file; by name it is quicker, for neighbours in an index share its pages. */
  readonly inOrder: boolean
  /** Asked in every transaction: throws NOT_ALLOWED where the operator may no more (A2). */
  demandRight(writer: Writer): Promise<void>
  /** Makes these people inside the transaction; what each became, in order. */
  keep(writer: Writer, people: readonly Incomer[]): Promise<readonly Kept[]>
}

/**
 * Takes in the included rows of a checked file, in transactions of PEOPLE_TOGETHER (S5, S6); `tell` learns whom each of them
 * made. False where it was cancelled: what is kept stays.
 */
export async function keepIncluded(
  context: ServiceContext,
  file: CheckedFile,
  keeper: Keeper,
  labour: Labour,
  tell: (made: readonly Kept[]) => void,
): Promise<boolean> {
  const rows = file.rows.filter((row) => row.included)
  const included = keeper.inOrder ? rows : await sortedInSlices(rows, roughName)
  let done = 0
  for await (const chunk of chunksOf(included, PEOPLE_TOGETHER)) {
    if (labour.cancelled) return false
    const settled = await context.store.writeStep((writer) => keepRows(writer, file, keeper, chunk))
    // Only now: had the transaction failed, nothing of it would be true.
    for (const { fate, person, problems, row } of settled) file.settle(row, fate, { person, problems })
    tell(settled.flatMap(({ made }) => made ?? []))
    done += chunk.length
    labour.report(done)
  }
  return true
}

/** Near enough to how names are sorted. */
function roughName({ draft }: CheckedRow): string {
  return `${draft.firstName} ${draft.lastName}`.toLowerCase()
}

/** What became of one row. */
interface Settled {
  readonly row: CheckedRow
  readonly fate: Fate
  readonly problems: CheckedRow['problems']
  /** Who it is, as far as the operator may know (A2). */
  readonly person: CheckedRow['person']
  readonly made: Kept | null
}

async function keepRows(
  writer: Writer,
  file: CheckedFile,
  keeper: Keeper,
  rows: readonly CheckedRow[],
): Promise<readonly Settled[]> {
  await keeper.demandRight(writer)
  const known = await knownPeople(
    writer,
    rows.flatMap(({ draft }) => [draft.email, draft.phone].flatMap((address) => address ?? [])),
  )
  const there = await placesThere(writer, file, rows)
  const settled: Settled[] = []
  const taken: { row: CheckedRow; incomer: Incomer }[] = []
  // Numbers that rows of this very transaction take.
  const phones = new Set<string>()
  for (const row of rows) {
    const owner = ownerOf(row, known)
    if (owner) {
      settled.push({ row, fate: owner.status, problems: [], person: whoIsShown(keeper.actor, owner), made: null })
      continue
    }
    const incomer = incomerOf(file, row, known, phones, there)
    if (typeof incomer === 'string') {
      settled.push({ row, fate: 'invalid', problems: [incomer], person: row.person, made: null })
    } else taken.push({ row, incomer })
  }
  const kept = await keeper.keep(
    writer,
    taken.map((each) => each.incomer),
  )
  taken.forEach(({ row }, index) => {
    const made = kept[index]
    if (!made) throw new Error('somebody was lost between the file and the store')
    settled.push({ row, fate: made.status, problems: [], person: { id: made.id, name: made.name }, made })
  })
  return settled
}

/** Who has the row's address by now; a second console may have been quicker (S6). */
function ownerOf({ draft }: CheckedRow, known: ReadonlyMap<string, KnownPerson>): KnownPerson | undefined {
  return known.get(draft.email ?? draft.phone ?? '')
}

/** Who comes in; the problem where a place that the row leads to is gone, or its only address somebody else's. */
function incomerOf(
  file: CheckedFile,
  { departments, draft, workgroups }: CheckedRow,
  known: ReadonlyMap<string, KnownPerson>,
  phones: Set<string>,
  there: { readonly departments: ReadonlySet<string>; readonly workgroups: ReadonlySet<string> },
): Incomer | RowProblem {
  const departmentIds = idsOf(departments)
  const workgroupIds = [...new Set([...idsOf(workgroups), ...file.order.workgroupIds])]
  if (!departmentIds.every((id) => there.departments.has(id))) return 'DEPARTMENT_UNKNOWN'
  if (!workgroupIds.every((id) => there.workgroups.has(id))) return 'WORKGROUP_UNKNOWN'
  const { email, firstName, lastName, phone, position } = draft
  // Somebody else's number stays theirs (Z7); the person comes in with the e-mail address alone.
  const isFree = phone !== null && !known.has(phone) && !phones.has(phone)
  if (email === null && !isFree) return 'ADDRESS_TAKEN'
  if (isFree) phones.add(phone)
  return { firstName, lastName, email, phone: isFree ? phone : null, position, departmentIds, workgroupIds }
}

/** A place that could not be made has no id, and nothing has the empty one. */
function idsOf(places: readonly PlannedPlace[]): readonly string[] {
  return [...new Set(places.map((place) => place.id ?? ''))]
}

async function placesThere(writer: Writer, file: CheckedFile, rows: readonly CheckedRow[]) {
  const departments = new Set(rows.flatMap((row) => idsOf(row.departments)))
  const workgroups = new Set(rows.flatMap((row) => idsOf(row.workgroups)))
  return {
    departments: await departmentsThere(writer, [...departments]),
    workgroups: await workgroupsThere(writer, [...new Set([...workgroups, ...file.order.workgroupIds])]),
  }
}

/** A2: who has lost the right while the work went on does not go on with it. */
export async function demandStill(writer: Writer, actor: Actor): Promise<void> {
  const standing = await readStanding(writer, actor.personId)
  if (!standing) throw new Refusal('NOT_ALLOWED')
  demand(standing.actor, 'imports.run')
}

/** H2: one entry that people notice, beside one for each person. */
async function recordSummary(context: ServiceContext, file: CheckedFile, order: RunOrder, tally: Tally): Promise<void> {
  const details = {
    file: order.fileName,
    made: tally.made,
    waiting: tally.waiting,
    departments: tally.departments,
    leftOut: file.rows.length - tally.made,
  }
  const entry = { actor: order.actor, origin: 'console', action: 'directory.imported', subject: null, details } as const
  await context.store.write((writer) => recordAudit(writer, context.clock.now(), entry))
}
