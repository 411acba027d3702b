import { setImmediate } from 'node:timers/promises'
import type { RefusalData } from '../../../contract/procedure'
import { demand } from '../../domain/access'
import { displayName, foldName } from '../../domain/names'
import { accept } from '../../domain/person-states'
import { Refusal } from '../../domain/refusal'
import type { Locale } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { departmentsOf, replaceInvitationDepartments, replaceMemberships } from '../../store/departments-of-people'
import { departmentsThere } from '../../store/imports'
import { findInvitationOfPerson } from '../../store/joining'
import { likenessColumns } from '../../store/likeness'
import { findByAddress, findPerson, type PersonState, updatePerson } from '../../store/people'
import { seatFreeFor } from '../../store/seats'
import type { Writer } from '../../store/store'
import { demandPlacesFor } from '../extranet/external-places'
import { refusalData, stopsAll } from '../batch'
import { tellInviter } from '../inviting/telling-inviter'
import { bringIn } from '../joining/joining-acts'
import { dismissInside } from '../people/dismissing'
import { confirmInside, rehireInside } from '../people/person-transitions'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { type Comparison, type FieldChange, type FoundDifference, nameOf } from './comparison'
import { keepRegistered } from './keeping'
import { makePlaces } from './making-places'
import type { PlannedPlace } from './places-plan'
import { demandStill } from './running'
import type { Labour } from './work'

export interface ReconcileTally {
  applied: number
  readonly refused: { readonly name: string; readonly refusal: RefusalData }[]
}

export interface ReconcileOrder {
  readonly actor: Actor
  readonly fileName: string
  readonly locale: Locale
}

/**
 * Z5: applies the chosen differences, each person in a transaction of their own with one audit entry (S5); who has changed
 * since the comparison, or may not change so, is refused and holds up nobody else. False where it was cancelled.
 */
export async function reconcile(
  context: ServiceContext,
  comparison: Comparison,
  order: ReconcileOrder,
  tally: ReconcileTally,
  labour: Labour,
): Promise<boolean> {
  const chosen = comparison.chosen()
  await context.store.write((writer) => demandStill(writer, order.actor))
  for (const place of chosen.flatMap((each) => each.departments)) comparison.plan.use(place, 1)
  await makePlaces(context, order.actor, comparison.plan)
  let done = 0
  try {
    for (const each of chosen) {
      if (labour.cancelled) return false
      try {
        await context.store.write((writer) => applyOne(writer, context, order, each))
        tally.applied += 1
      } catch (error) {
        if (!(error instanceof Refusal) || stopsAll(error)) throw error
        // Not this person alone: the operator has lost the right.
        if (error.code === 'NOT_ALLOWED') await context.store.write((writer) => demandStill(writer, order.actor))
        tally.refused.push({ name: nameOf(each), refusal: refusalData(error) })
      }
      // Applied or refused, it is dealt with: going on after a cancellation does not try it again.
      each.chosen = false
      done += 1
      labour.report(done)
      await setImmediate()
    }
    return true
  } finally {
    if (tally.applied > 0) await recordSummary(context, order, tally)
  }
}

async function applyOne(
  writer: Writer,
  context: ServiceContext,
  order: ReconcileOrder,
  each: FoundDifference,
): Promise<void> {
  await demandStill(writer, order.actor)
  const { difference, draft } = each
  if (each.person === null) {
    if (draft) await bringInNew(writer, context, order, each)
    return
  }
  const person = await findPerson(writer, each.person.id)
  if (!person) throw new Refusal('NOT_FOUND')
  if (person.status !== each.person.status) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
  const { actor } = order
  if (difference === 'missing-there' || difference === 'is-out') {
    demand(actor, 'people.dismiss', person)
    await dismissInside(writer, context, actor, person, {
      action: 'person.reconciled',
      origin: 'console',
      details: { difference, now: 'dismissed' },
    })
    return
  }
  demand(actor, 'people.edit', person)
  const at = context.clock.now()
  const details: Record<string, string | number> = { difference, was: person.status }
  if (difference === 'is-in') details['now'] = await letIn(writer, context, order, person, at)
  const now = await findPerson(writer, person.id)
  if (!now) throw new Refusal('NOT_FOUND')
  const edited = await applyChanges(writer, now, each)
  if (edited.length > 0) details['changed'] = edited.join(', ')
  await recordAudit(writer, at, { actor, origin: 'console', action: 'person.reconciled', subject: person, details })
}

/** Somebody the file has and the directory has not: works here already (S3, N1). */
async function bringInNew(writer: Writer, context: ServiceContext, order: ReconcileOrder, each: FoundDifference) {
  const { draft } = each
  if (!draft) return
  const { email, phone } = draft
  const owner =
    email !== null
      ? await findByAddress(writer, { email })
      : phone !== null
        ? await findByAddress(writer, { phone })
        : null
  if (owner) throw new Refusal('ADDRESS_TAKEN', { name: owner.name })
  const numberOwner = phone === null ? null : await findByAddress(writer, { phone })
  const departmentIds = await idsThere(writer, each.departments)
  const incomer = { ...draft, phone: numberOwner ? null : phone, departmentIds, workgroupIds: [] }
  await keepRegistered(writer, context, order, [incomer], {
    action: 'person.reconciled',
    details: { difference: each.difference },
  })
}

/**
 * Lets somebody in who works here already (Z5, N1): who is invited as if they had accepted without approval, who waits is
 * confirmed, who was dismissed is rehired. Word goes to the inviter as always (Z12). Returns where they stand now.
 */
async function letIn(
  writer: Writer,
  context: ServiceContext,
  order: ReconcileOrder,
  person: PersonState,
  at: number,
): Promise<string> {
  if (person.status === 'pending') {
    await confirmInside(writer, order.actor, person, at)
    await tellInviter(writer, context, person.id, order.actor.personId)
    return 'active'
  }
  if (person.status === 'dismissed') {
    const { now } = await rehireInside(context, writer, order.actor, person, at)
    return String(now)
  }
  demand(order.actor, 'people.confirm')
  const next = accept({ status: person.status, needsApproval: false, seatFree: await seatFreeFor(writer, person) })
  const invitation = await findInvitationOfPerson(writer, person.id)
  const { firstName, id, kind, lastName, name } = person
  await bringIn(
    context,
    writer,
    { id: invitation?.id ?? null, generation: invitation?.generation ?? 0, person_id: id, name, kind },
    {
      firstName,
      lastName,
      name,
      sortName: foldName(name),
      locale: invitation?.locale ?? order.locale,
      passwordHash: null,
    },
    { status: next.status, reason: next.status === 'pending' ? next.reason : null },
  )
  if (next.status === 'active') await tellInviter(writer, context, id, order.actor.personId)
  return next.status
}

/** Writes what the file says otherwise. Throws STATE_NOT_ALLOWED where it is no longer what was compared (S5), ADDRESS_TAKEN. */
async function applyChanges(writer: Writer, person: PersonState, each: FoundDifference): Promise<readonly string[]> {
  const changes = each.changes.filter((change) => change.field !== 'status')
  if (changes.length === 0) return []
  const after = (field: FieldChange['field'], before: string): string => {
    const change = changes.find((one) => one.field === field)
    if (!change) return before
    if (change.before !== before) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
    return change.after
  }
  const firstName = after('firstName', person.firstName)
  const lastName = after('lastName', person.lastName)
  const phone = after('phone', person.phone ?? '') || null
  if (phone !== null && phone !== person.phone) {
    const owner = await findByAddress(writer, { phone })
    if (owner) throw new Refusal('ADDRESS_TAKEN', { name: owner.name })
  }
  const name = displayName(firstName, lastName, person.address)
  await updatePerson(writer, person, {
    first_name: firstName,
    last_name: lastName,
    name,
    sort_name: foldName(name),
    name_key: likenessColumns(firstName, lastName, null).name_key,
    position: after('position', person.position),
    phone,
  })
  if (changes.some((change) => change.field === 'departments')) await moveTo(writer, person, each.departments)
  return changes.map((change) => change.field)
}

async function moveTo(writer: Writer, person: PersonState, places: readonly PlannedPlace[]): Promise<void> {
  const ids = await idsThere(writer, places)
  const current = (await departmentsOf(writer, [person.id])).get(person.id) ?? []
  if (current.length === ids.length && current.every((each) => ids.includes(each.id))) return
  await demandPlacesFor(writer, person, { departmentIds: ids })
  if (person.status === 'invited') await replaceInvitationDepartments(writer, person.id, ids)
  else await replaceMemberships(writer, person.id, ids)
}

/** Throws NOT_FOUND where one of them is gone. */
async function idsThere(writer: Writer, places: readonly PlannedPlace[]): Promise<readonly string[]> {
  const ids = [...new Set(places.map((place) => place.id ?? ''))]
  const there = await departmentsThere(writer, ids)
  if (!ids.every((id) => there.has(id))) throw new Refusal('NOT_FOUND')
  return ids
}

async function recordSummary(context: ServiceContext, order: ReconcileOrder, tally: ReconcileTally): Promise<void> {
  const details = { file: order.fileName, applied: tally.applied, refused: tally.refused.length }
  const entry = {
    actor: order.actor,
    origin: 'console',
    action: 'directory.reconciled',
    subject: null,
    details,
  } as const
  await context.store.write((writer) => recordAudit(writer, context.clock.now(), entry))
}
