import { setImmediate } from 'node:timers/promises'
import type { AuditAction } from '../../domain/audit-actions'
import { displayName, foldName } from '../../domain/names'
import { register } from '../../domain/person-states'
import type { Locale } from '../../domain/vocabulary'
import { recordAudits } from '../../store/audit'
import { insertMemberships } from '../../store/imports'
import { insertPeople, readInvitingRules } from '../../store/invitations'
import { likenessColumns } from '../../store/likeness'
import type { Places } from '../../store/places-of-people'
import type { PersonTable } from '../../store/schema'
import { readSeats } from '../../store/seats'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { freeHandles } from '../invitation-life'
import { queueInvitations } from '../invitation-queue'
import { keepInvitations, newInvitation, type NewInvitation } from '../inviting'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf, inSlices } from '../slices'
import { seatKeeper } from './checked-file'

/** Rows of one INSERT: short enough that the process stays responsive between two. */
const TOGETHER = 25

/** Somebody of a file who is to be in the directory from now on; nobody has their address. */
export interface Incomer extends Places {
  readonly firstName: string
  readonly lastName: string
  readonly email: string | null
  readonly phone: string | null
  readonly position: string
}

export interface Kept {
  readonly id: string
  readonly name: string
  readonly status: PersonTable['status']
}

interface Taking {
  readonly actor: Actor
  readonly locale: Locale
}

/**
 * S3, N1, D4: makes people who work here already, inside the transaction under way: active while seats are free, then
 * waiting for one; without password and without invitation. One audit entry each.
 * `people.departmentIds` may be empty: nobody is outside the company. Returns what each became, in order.
 */
export async function keepActive(
  writer: Writer,
  context: ServiceContext,
  { actor, locale }: Taking,
  people: readonly Incomer[],
  audit: { readonly action: AuditAction; readonly details: Readonly<Record<string, string>> },
): Promise<readonly Kept[]> {
  const seats = seatKeeper(await readSeats(writer))
  const rootId = await findRootId(writer)
  const at = context.clock.now()
  const kept: Kept[] = []
  for await (const chunk of chunksOf(people, TOGETHER)) {
    const rows = chunk.map((incomer) => {
      const departmentIds = incomer.departmentIds.length > 0 ? incomer.departmentIds : [rootId]
      const next = register({ needsApproval: false, seatFree: seats.take(departmentIds) })
      const person = {
        ...personColumns(context, incomer, locale, at),
        status: next.status,
        pending_reason: next.status === 'pending' ? next.reason : null,
        joined_at: next.status === 'active' ? at : null,
      }
      return { person, places: { personId: person.id, departmentIds, workgroupIds: incomer.workgroupIds } }
    })
    await insertPeople(
      writer,
      rows.map((row) => row.person),
    )
    await setImmediate()
    await insertMemberships(
      writer,
      rows.map((row) => row.places),
    )
    await setImmediate()
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
    for (const { person } of rows) kept.push({ id: person.id, name: person.name, status: person.status })
  }
  return kept
}

/**
 * D4, M6: invites people inside the transaction under way, each into their own places. With `send` the portal's mail
 * account sends the standard text to those with an e-mail address (M4); the others get a link to hand over.
 * Throws MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING.
 */
export async function keepInvited(
  writer: Writer,
  context: ServiceContext,
  { actor, locale, send }: Taking & { readonly send: boolean },
  people: readonly Incomer[],
): Promise<readonly Kept[]> {
  const rules = await readInvitingRules(writer)
  const handles = [...(await freeHandles(writer, context, people.length))]
  const order = { actor, people: [], departmentIds: [], workgroupIds: [], locale, requireConfirmation: null }
  const made: NewInvitation[] = []
  await inSlices(people, (incomer) => {
    const { departmentIds, workgroupIds } = incomer
    const channel = send && incomer.email !== null ? ('mail-service' as const) : ('link' as const)
    const invited = newInvitation(context, { ...order, channel }, rules, incomer, handles.pop() ?? '')
    made.push({ ...invited, places: { departmentIds, workgroupIds } })
  })
  const mailed = made.filter((each) => each.invitation.channel === 'mail-service')
  await keepInvitations(
    writer,
    context,
    { ...order, channel: 'link' },
    made.filter((each) => each.invitation.channel === 'link'),
  )
  await keepInvitations(writer, context, { ...order, channel: 'mail-service' }, mailed)
  await queueInvitations(writer, context, actor, mailed, null)
  return made.map(({ person }) => ({ id: person.id, name: person.name, status: person.status }))
}

function personColumns(context: ServiceContext, incomer: Incomer, locale: Locale, at: number) {
  const { email, firstName, lastName, phone, position } = incomer
  const address = email ?? phone ?? ''
  const name = displayName(firstName, lastName, address)
  return {
    id: newId(context),
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
    invited_by: null,
    invited_at: null,
    dismissed_at: null,
    delivery_failed: 0 as const,
    created_at: at,
    partner_company: null,
    sponsor_id: null,
    ends_on: null,
    end_noticed_at: null,
    starts_on: null,
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
