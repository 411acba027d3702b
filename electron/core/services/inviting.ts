import { setImmediate } from 'node:timers/promises'
import type { InviteResult } from '../../contract/invitations'
import { can, demand } from '../domain/access'
import { readAddress } from '../domain/addresses'
import { checkMailText, type MailText } from '../domain/mail-templates'
import { displayName, foldName } from '../domain/names'
import { type FieldProblem, fieldRefusal, Refusal } from '../domain/refusal'
import type { Channel, Fate, Locale } from '../domain/vocabulary'
import { recordAudits } from '../store/audit'
import {
  countWorkgroups,
  findByEmails,
  findDepartments,
  insertInvitations,
  insertPeople,
  type InvitingRules,
  type KnownPerson,
  readInvitingRules,
} from '../store/invitations'
import type { InvitationTable, PersonTable } from '../store/schema'
import type { Reader, Writer } from '../store/store'
import { newId } from './ids'
import { expiryFrom, freeHandles } from './invitation-life'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import { chunksOf, gathered } from './slices'

/** Rows of one INSERT: short enough that the process stays responsive between two. */
const CHUNK = 25

export interface InviteOrder {
  readonly actor: Actor
  readonly channel: Channel
  readonly people: readonly { readonly email: string; readonly firstName: string; readonly lastName: string }[]
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
  readonly locale: Locale
  /** Null: as the portal is set. */
  readonly requireConfirmation: boolean | null
}

type Row = InviteResult['rows'][number]
export interface NewInvitation {
  readonly person: Omit<PersonTable, 'number'>
  readonly invitation: InvitationTable
}

export interface Prepared {
  readonly rules: InvitingRules
  readonly rows: readonly Row[]
  /** Those that make a new person, in order. */
  readonly created: readonly NewInvitation[]
  /** Names of the departments chosen, the root left out. */
  readonly departments: readonly string[]
}

/** Throws NOT_ALLOWED where this operator may not invite (A1), or not without confirmation. */
export async function demandInviting(reader: Reader, actor: Actor, skipping = false): Promise<InvitingRules> {
  const rules = await readInvitingRules(reader)
  demand(actor, 'invite', { whoMayInvite: rules.who_may_invite })
  if (skipping) demand(actor, 'invite.skip-confirmation')
  return rules
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
 * NOT_FOUND for departments or workgroups that are gone.
 */
export async function prepareInvitations(
  reader: Reader,
  context: ServiceContext,
  order: InviteOrder,
): Promise<Prepared> {
  const { actor } = order
  const rules = await demandInviting(reader, actor, order.requireConfirmation === false)
  const departments = await demandPreset(reader, order)
  const read = await gathered(readPeople(order.people))
  if (read.length > 0 && read.every((each) => each.email === null))
    throw new Refusal('NOBODY_TO_INVITE', {}, problemsOf(read))
  const known = await knownPeople(
    reader,
    read.flatMap((each) => each.email ?? []),
  )
  const seen = new Set<string>()
  const created: NewInvitation[] = []
  const rows: Row[] = []
  for await (const chunk of chunksOf(read, CHUNK)) {
    const handles = [...(await freeHandles(reader, context, chunk.length))]
    for (const { email, typed, person } of chunk) {
      const fate = fateOf(email, seen, known)
      if (email === null || fate !== 'new') {
        rows.push({ email: email ?? typed, fate, ...shownTo(actor, email === null ? undefined : known.get(email)) })
        continue
      }
      seen.add(email)
      const made = newInvitation(context, order, rules, { ...person, email }, handles.pop() ?? '')
      created.push(made)
      rows.push({ email, fate, personId: made.person.id, name: made.person.name })
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
  const { actor, channel, departmentIds, workgroupIds } = order
  const at = context.clock.now()
  for await (const chunk of chunksOf(created, CHUNK)) {
    await insertPeople(
      writer,
      chunk.map((each) => each.person),
    )
    await setImmediate()
    await insertInvitations(
      writer,
      chunk.map((each) => each.invitation),
      unique(departmentIds),
      unique(workgroupIds),
    )
    await setImmediate()
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

/** The people of these addresses, by address. */
export async function knownPeople(
  reader: Reader,
  emails: readonly string[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const known = new Map<string, KnownPerson>()
  for await (const chunk of chunksOf(emails, 500)) {
    for (const person of await findByEmails(reader, chunk)) known.set(person.email ?? '', person)
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

function fateOf(email: string | null, seen: ReadonlySet<string>, known: ReadonlyMap<string, KnownPerson>): Fate {
  if (email === null) return 'invalid'
  if (seen.has(email)) return 'duplicate'
  return known.get(email)?.status ?? 'new'
}

function* readPeople(people: InviteOrder['people']) {
  for (const person of people) yield { person, typed: person.email, ...readAddress(person.email) }
}

function problemsOf(read: readonly { readonly problem: string | null }[]): readonly FieldProblem[] {
  return read.slice(0, 100).map(({ problem }, index) => ({
    field: `people.${index}.email`,
    code: problem === 'TOO_LONG' || problem === 'CONTROL_CHARACTERS' ? problem : 'EMAIL_INVALID',
  }))
}

/** The names of the departments chosen, the root left out. Throws NOT_FOUND where one, or a workgroup, is gone. */
export async function demandPreset(
  reader: Reader,
  preset: { readonly departmentIds: readonly string[]; readonly workgroupIds?: readonly string[] },
): Promise<readonly string[]> {
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

function newInvitation(
  context: ServiceContext,
  order: InviteOrder,
  rules: InvitingRules,
  invitee: { readonly email: string; readonly firstName: string; readonly lastName: string },
  handle: string,
): NewInvitation {
  const at = context.clock.now()
  const { email, firstName, lastName } = invitee
  const name = displayName(firstName, lastName, email)
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
    phone: null,
    address: email,
    position: '',
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
    name_key: null,
    email_key: null,
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
