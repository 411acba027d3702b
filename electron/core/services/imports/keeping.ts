import type { AuditAction } from '../../domain/audit-actions'
import { displayName, foldName } from '../../domain/names'
import { register } from '../../domain/person-states'
import type { Channel, Locale } from '../../domain/vocabulary'
import { recordAudits } from '../../store/audit'
import { insertMemberships } from '../../store/imports'
import { insertPeople, readInvitingRules } from '../../store/invitations'
import { likenessColumns } from '../../store/likeness'
import type { Places } from '../../store/places-of-people'
import type { PersonTable } from '../../store/schema'
import { readSeats } from '../../store/seats'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { freeHandles } from '../inviting/invitation-life'
import { queueUnderText } from '../inviting/invitation-queue'
import { keepInvitations, PEOPLE_TOGETHER } from '../inviting/keeping'
import { newInvitation, type NewInvitation } from '../inviting/new-invitation'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf, inSlices } from '../slices'
import { seatKeeper } from './checked-file'

/** Somebody of a file who is to be in the directory from now on; nobody has their address. */
export interface Incomer extends Places {
  readonly firstName: string
  readonly lastName: string
  readonly email: string | null
  readonly phone: string | null
  readonly position: string
  /** Left out: drawn here. */
  readonly id?: string
  /** ISO date of the first day at work (Z9). */
  readonly startsOn?: string | null
}

export interface Kept {
  readonly id: string
  readonly name: string
  readonly status: PersonTable['status']
  /** Why they wait, of those who do (N1). */
  readonly reason: PersonTable['pending_reason']
}

export interface Taking {
  readonly actor: Actor
  readonly locale: Locale
}

/**
 * S3, N1, D4: makes people who work here already, inside the transaction under way: active while seats are free, then
 * waiting for one; with `needsApproval` all of them wait for it (R3). Without password and without invitation. One audit
 * entry each.
 * `people.departmentIds` may be empty: nobody is outside the company. Returns what each became, in order.
 */
export async function keepRegistered(
  writer: Writer,
  context: ServiceContext,
  { actor, locale, needsApproval = false, addedBy = null }: Registering,
  people: readonly Incomer[],
  audit: { readonly action: AuditAction; readonly details: Readonly<Record<string, string>> },
): Promise<readonly Kept[]> {
  const seats = seatKeeper(await readSeats(writer))
  const rootId = await findRootId(writer)
  const at = context.clock.now()
  const kept: Kept[] = []
  for await (const chunk of chunksOf(people, PEOPLE_TOGETHER)) {
    const rows = chunk.map((incomer) => {
      const departmentIds = incomer.departmentIds.length > 0 ? incomer.departmentIds : [rootId]
      const next = register({ needsApproval, seatFree: !needsApproval && seats.take(departmentIds) })
      const person = {
        ...personColumns(context, incomer, locale, at),
        status: next.status,
        pending_reason: next.status === 'pending' ? next.reason : null,
        joined_at: next.status === 'active' ? at : null,
        invited_by: addedBy,
      }
      return { person, places: { personId: person.id, departmentIds, workgroupIds: incomer.workgroupIds } }
    })
    await insertPeople(
      writer,
      rows.map((row) => row.person),
    )
    await insertMemberships(
      writer,
      rows.map((row) => row.places),
    )
    await recordAudits(
      writer,
      at,
      rows.map(({ person }) => ({
        actor,
        origin: 'console',
        action: audit.action,
        subject: { id: person.id, name: person.name },
        details: { ...audit.details, channel: 'registered', address: person.address, status: person.status },
      })),
    )
    for (const { person } of rows) {
      kept.push({ id: person.id, name: person.name, status: person.status, reason: person.pending_reason })
    }
  }
  return kept
}

/** How people come in who are asked nothing. */
interface Registering extends Taking {
  readonly needsApproval?: boolean
  /** Id of who added them by name, who sees them from then on; null: they came with others, by a file. */
  readonly addedBy?: string | null
}

/** How people are asked in. */
export interface Asking extends Taking {
  /** Null: as the portal is set. */
  readonly requireConfirmation: boolean | null
  /** Of the bulk invitation they are part of (Z1). */
  readonly batchId?: string
  channelOf(incomer: Incomer): Channel
  /** Whether the portal's own accounts send to this person, who is asked in through this channel. */
  isSent(channel: Channel, person: Pick<Incomer, 'email'>): boolean
  /** Of an own wording (M5). */
  readonly textId: string | null
}

/**
 * D4, M6: invites people inside the transaction under way, each into their own places; who is sent to gets a message into
 * the outbox (M4, SM1). Throws what demandServices throws.
 */
export async function keepInvited(
  writer: Writer,
  context: ServiceContext,
  asking: Asking,
  people: readonly Incomer[],
): Promise<readonly Kept[]> {
  const { actor, textId } = asking
  const rules = await readInvitingRules(writer)
  const handles = [...(await freeHandles(writer, context, people.length))]
  const made: NewInvitation[] = []
  await inSlices(people, (incomer) => {
    const { departmentIds, workgroupIds } = incomer
    const order = { ...asking, channel: asking.channelOf(incomer) }
    const invited = newInvitation(context, order, rules, incomer, handles.pop() ?? '')
    made.push({ ...invited, places: { departmentIds, workgroupIds } })
  })
  await keepInvitations(writer, context, { actor, departmentIds: [], workgroupIds: [] }, made)
  const sent = made.filter((each) => asking.isSent(each.invitation.channel, each.person))
  await queueUnderText(writer, context, actor, sent, textId)
  return made.map(({ person }) => ({ id: person.id, name: person.name, status: person.status, reason: null }))
}

function personColumns(context: ServiceContext, incomer: Incomer, locale: Locale, at: number) {
  const { email, firstName, lastName, phone, position } = incomer
  const address = email ?? phone ?? ''
  const name = displayName(firstName, lastName, address)
  return {
    id: incomer.id ?? newId(context),
    kind: 'employee' as const,
    administrator: 0 as const,
    first_name: firstName,
    last_name: lastName,
    name,
    sort_name: foldName(name),
    email,
    phone,
    address,
    position,
    locale,
    invited_at: null,
    dismissed_at: null,
    delivery_failed: 0 as const,
    created_at: at,
    partner_company: null,
    sponsor_id: null,
    ends_on: null,
    end_noticed_at: null,
    starts_on: incomer.startsOn ?? null,
    unproved: null,
    ...likenessColumns(firstName, lastName, email),
  }
}

async function findRootId(writer: Writer): Promise<string> {
  const root = await writer
    .selectFrom('department')
    .select('id')
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  return root.id
}
