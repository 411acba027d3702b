import { setImmediate } from 'node:timers/promises'
import type { InviteResult } from '../../contract/invitations'
import { can } from '../domain/access'
import { readAddress } from '../domain/addresses'
import { checkMailText, type MailText } from '../domain/mail-templates'
import { displayName, foldName } from '../domain/names'
import { looksLikePhone, readPhone } from '../domain/phones'
import type { InvitingScope } from '../domain/inviting-scope'
import { type FieldProblem, fieldRefusal, Refusal } from '../domain/refusal'
import type { Channel, Fate, Locale } from '../domain/vocabulary'
import { recordAudits } from '../store/audit'
import {
  countWorkgroups,
  findByEmails,
  findByPhones,
  findDepartments,
  insertInvitations,
  insertPeople,
  type InvitingRules,
  type KnownPerson,
} from '../store/invitations'
import type { InvitationTable, PersonTable } from '../store/schema'
import { insertInvitationPlaces } from '../store/imports'
import { likenessColumns } from '../store/likeness'
import type { Places } from '../store/places-of-people'
import type { Reader, Writer } from '../store/store'
import { demandPlacesFor } from './extranet/external-places'
import { newId } from './ids'
import { demandInviting, demandWithin } from './inviting-access'
import { expiryFrom, freeHandles } from './invitation-life'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import { chunksOf, gathered } from './slices'
import { prepareTaskGiving } from './task-giving'

/** Rows of one INSERT: short enough that the process stays responsive between two. */
const CHUNK = 25

/** What a new person is from the start, beside an employee who was asked in. */
export type NewcomerColumns = Partial<Pick<PersonTable, 'kind' | 'sponsor_id' | 'ends_on' | 'partner_company'>>

export interface InviteOrder {
  readonly actor: Actor
  readonly channel: Channel
  /** `email` may hold a phone number where `phones` says so. */
  readonly people: readonly { readonly email: string; readonly firstName: string; readonly lastName: string }[]
  /** Whether a row may be a phone number, read with the portal's country (SM5); only e-mail addresses when left out. */
  readonly phones?: boolean
  readonly newcomer?: NewcomerColumns
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
  /** The workgroup whose Members page it is done from (W2). */
  readonly fromWorkgroupId?: string | null | undefined
  readonly locale: Locale
  /** Null: as the portal is set. */
  readonly requireConfirmation: boolean | null
}

type Row = InviteResult['rows'][number]
export interface NewInvitation {
  readonly person: Omit<PersonTable, 'number'>
  readonly invitation: InvitationTable
  /** Where this person goes, in place of where the order sends everybody. */
  readonly places?: Places
}

export interface Prepared {
  readonly rules: InvitingRules
  readonly rows: readonly Row[]
  /** Those that make a new person, in order. */
  readonly created: readonly NewInvitation[]
  /** Names of the departments chosen, the root left out. */
  readonly departments: readonly string[]
}

/** M5: own wording on commercial plans only, and only with placeholders we know. Throws MAIL_TEXT_FIXED and what checkMailText throws. */
export function demandText(rules: InvitingRules, text: MailText | null): void {
  if (text === null) return
  if (rules.plan === 'free') throw new Refusal('MAIL_TEXT_FIXED')
  checkMailText(text)
}

/**
 * Decides what becomes of each address (S6); where it is to be kept, inside the transaction that then keeps it: a second
 * console, or a double click, finds the first one's people. Nothing is written here. Throws NOBODY_TO_INVITE where no address is one,
 * NOT_FOUND for departments or workgroups that are gone, NOT_ALLOWED and PLACE_NOT_ALLOWED (A1, Z11, W2).
 */
export async function prepareInvitations(
  reader: Reader,
  context: ServiceContext,
  order: InviteOrder,
): Promise<Prepared> {
  const { actor } = order
  const from = order.fromWorkgroupId ?? null
  const rules = await demandInviting(reader, actor, order.requireConfirmation === false, from)
  // From a workgroup's page somebody is invited into this workgroup, whatever else the operator may choose (W2).
  if (from !== null && !order.workgroupIds.includes(from)) throw new Refusal('PLACE_NOT_ALLOWED')
  const departments = await demandPreset(reader, order, rules.scope)
  await demandPlacesFor(reader, { kind: order.newcomer?.kind ?? 'employee' }, order)
  const read = await gathered(readPeople(order, rules))
  if (read.length > 0 && read.every((each) => each.address === null))
    throw new Refusal('NOBODY_TO_INVITE', {}, problemsOf(read))
  const known = await knownPeople(
    reader,
    read.flatMap((each) => each.address ?? []),
  )
  const seen = new Set<string>()
  const created: NewInvitation[] = []
  const rows: Row[] = []
  for await (const chunk of chunksOf(read, CHUNK)) {
    const handles = [...(await freeHandles(reader, context, chunk.length))]
    for (const { address, typed, person } of chunk) {
      const fate = fateOf(address, seen, known)
      if (address === null || fate !== 'new') {
        const owner = address === null ? undefined : known.get(address)
        rows.push({ email: address ?? typed, fate, ...shownTo(actor, owner) })
        continue
      }
      seen.add(address)
      const made = newInvitation(context, order, rules, { ...person, ...asStored(address) }, handles.pop() ?? '')
      created.push(made)
      rows.push({ email: address, fate, personId: made.person.id, name: made.person.name })
    }
  }
  return { rules, rows, created, departments }
}

/** Keeps people and invitations with their audit entries (S5, M6, M7); in slices, for a batch can be long. */
export async function keepInvitations(
  writer: Writer,
  context: ServiceContext,
  order: InviteOrder,
  created: readonly NewInvitation[],
): Promise<void> {
  const { actor, channel } = order
  const everybody: Places = { departmentIds: unique(order.departmentIds), workgroupIds: unique(order.workgroupIds) }
  const at = context.clock.now()
  const giveTasks = await prepareTaskGiving(writer, context)
  for await (const chunk of chunksOf(created, CHUNK)) {
    await insertPeople(
      writer,
      chunk.map((each) => each.person),
    )
    await setImmediate()
    await insertInvitations(
      writer,
      chunk.map((each) => each.invitation),
      [],
      [],
    )
    await insertInvitationPlaces(
      writer,
      chunk.map(({ invitation, places }) => ({ invitationId: invitation.id, ...(places ?? everybody) })),
    )
    await setImmediate()
    await giveTasks(
      chunk.map(({ person, places }) => ({
        personId: person.id,
        kind: person.kind,
        departmentIds: (places ?? everybody).departmentIds,
        inviterId: actor.personId,
      })),
    )
    await recordAudits(
      writer,
      at,
      chunk.map(({ person }) => ({
        actor,
        origin: 'console',
        action: 'person.invited',
        subject: { id: person.id, name: person.name },
        details: { channel, address: person.address },
      })),
    )
  }
}

/** The people of these addresses, by address: e-mail addresses and phone numbers in their stored form (S6). */
export async function knownPeople(
  reader: Reader,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const known = new Map<string, KnownPerson>()
  for await (const chunk of chunksOf(addresses, 500)) {
    const emails = chunk.filter((address) => address.includes('@'))
    const phones = chunk.filter((address) => !address.includes('@'))
    for (const person of await findByEmails(reader, emails)) known.set(person.email ?? '', person)
    for (const person of await findByPhones(reader, phones)) known.set(person.phone ?? '', person)
  }
  return known
}

/** Whose address it is, for an operator who may see them (A2); else nobody's. */
export function shownTo(actor: Actor, person: KnownPerson | undefined): { personId: string | null; name: string } {
  const visible =
    person !== undefined &&
    can(actor, 'people.see', { id: person.id, status: person.status, invitedBy: person.invited_by })
  return visible ? { personId: person.id, name: person.name } : { personId: null, name: '' }
}

function fateOf(address: string | null, seen: ReadonlySet<string>, known: ReadonlyMap<string, KnownPerson>): Fate {
  if (address === null) return 'invalid'
  if (seen.has(address)) return 'duplicate'
  return known.get(address)?.status ?? 'new'
}

/** An address in its stored form, as what it is. */
function asStored(address: string): Pick<Newcomer, 'email' | 'phone'> {
  return address.includes('@') ? { email: address, phone: null } : { email: null, phone: address }
}

/** What was typed for one person, as the store keeps it; null where it is no address, with what is wrong. */
interface ReadPerson {
  readonly person: InviteOrder['people'][number]
  readonly typed: string
  readonly address: string | null
  readonly problem: FieldProblem['code'] | null
}

function* readPeople(order: InviteOrder, rules: InvitingRules): Generator<ReadPerson> {
  for (const person of order.people) {
    const typed = person.email
    if (order.phones && looksLikePhone(typed)) {
      const phone = readPhone(typed, rules.country)
      yield { person, typed, address: phone, problem: phone === null ? 'PHONE_INVALID' : null }
    } else {
      const { email, problem } = readAddress(typed)
      yield { person, typed, address: email, problem }
    }
  }
}

function problemsOf(read: readonly ReadPerson[]): readonly FieldProblem[] {
  return read
    .slice(0, 100)
    .map(({ problem }, index) => ({ field: `people.${index}.email`, code: problem ?? 'EMAIL_INVALID' }))
}

/**
 * The names of the departments chosen, the root left out. Throws PLACE_NOT_ALLOWED for a place outside the scope (Z11),
 * before it tells whether there is such a place; NOT_FOUND where one, or a workgroup, is gone.
 */
export async function demandPreset(
  reader: Reader,
  preset: { readonly departmentIds: readonly string[]; readonly workgroupIds?: readonly string[] },
  scope?: InvitingScope,
): Promise<readonly string[]> {
  if (scope) demandWithin(scope, preset)
  const departmentIds = unique(preset.departmentIds)
  const departments = await findDepartments(reader, departmentIds)
  if (departments.length !== departmentIds.length) {
    throw new Refusal('NOT_FOUND', {}, fieldRefusal('departmentIds', 'INVALID').fields)
  }
  const workgroupIds = unique(preset.workgroupIds ?? [])
  if ((await countWorkgroups(reader, workgroupIds)) !== workgroupIds.length) {
    throw new Refusal('NOT_FOUND', {}, fieldRefusal('workgroupIds', 'INVALID').fields)
  }
  return departments.filter((department) => department.parent_id !== null).map((department) => department.name)
}

/** Somebody to invite, with at least one address in its stored form. */
export interface Newcomer {
  readonly firstName: string
  readonly lastName: string
  /** Comparable form. */
  readonly email?: string | null
  /** E.164. */
  readonly phone?: string | null
  readonly position?: string
}

/** A person who is invited and their live invitation, not kept yet. `handle` comes from freeHandles. */
export function newInvitation(
  context: ServiceContext,
  order: Pick<InviteOrder, 'actor' | 'channel' | 'locale' | 'requireConfirmation' | 'newcomer'>,
  rules: Pick<InvitingRules, 'require_confirmation' | 'expiry_days'>,
  invitee: Newcomer,
  handle: string,
): NewInvitation {
  const at = context.clock.now()
  const { email = null, firstName, lastName, phone = null, position = '' } = invitee
  const address = email ?? phone ?? ''
  const name = displayName(firstName, lastName, address)
  const confirmation = order.requireConfirmation ?? rules.require_confirmation === 1
  const person = {
    id: newId(context),
    kind: 'employee' as const,
    status: 'invited' as const,
    administrator: 0 as const,
    first_name: firstName,
    last_name: lastName,
    name,
    sort_name: foldName(name),
    email,
    phone,
    address,
    position,
    locale: order.locale,
    pending_reason: null,
    invited_by: order.actor.personId,
    invited_at: at,
    joined_at: null,
    dismissed_at: null,
    delivery_failed: 0 as const,
    created_at: at,
    partner_company: null,
    sponsor_id: null,
    ends_on: null,
    end_noticed_at: null,
    ...likenessColumns(firstName, lastName, email),
    ...order.newcomer,
  }
  const invitation = {
    id: newId(context),
    person_id: person.id,
    channel: order.channel,
    state: 'live' as const,
    generation: 1,
    handle,
    require_confirmation: confirmation ? (1 as const) : (0 as const),
    locale: order.locale,
    created_by: order.actor.personId,
    created_at: at,
    sent_at: null,
    opened_at: null,
    expires_at: expiryFrom(at, rules.expiry_days),
    ended_at: null,
  }
  return { person, invitation }
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)]
}
