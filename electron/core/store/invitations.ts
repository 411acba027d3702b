import { insertRows } from './dialects/kept-inserts'
import { keptRow, keptRows, listed } from './dialects/kept-queries'
import type { InvitationTable, PersonTable } from './schema'
import type { Reader, Writer } from './store'

/** What of the portal's settings decides how an invitation is made. */
export type InvitingRules = Awaited<ReturnType<ReturnType<typeof rulesQuery>['executeTakeFirstOrThrow']>>

const rulesQuery = (reader: Reader) =>
  reader
    .selectFrom('portal')
    .select([
      'name',
      'locale',
      'country',
      'plan',
      'who_may_invite',
      'structure_seen_by',
      'structure_edited_by',
      'require_confirmation',
      'expiry_days',
      'address_separator',
      'draft_format',
    ])
    .where('id', '=', 1)

/** The portal's rules for inviting; an open store always has them. */
export async function readInvitingRules(reader: Reader): Promise<InvitingRules> {
  const rules = await keptRow(reader, 'inviting-rules', {}, () => rulesQuery(reader))
  if (!rules) throw new Error('the store holds no portal')
  return rules
}

/** Somebody who already has an address that is being invited (S6). */
export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
  readonly kind: PersonTable['kind']
  readonly status: PersonTable['status']
  readonly invited_by: string | null
}

/** Who of these comparable addresses is in the directory already; at most a thousand addresses at once. */
export async function findByEmails(reader: Reader, emails: readonly string[]): Promise<readonly KnownPerson[]> {
  if (emails.length === 0) return []
  return await keptRows(reader, 'known-by-emails', { all: JSON.stringify(emails) }, (blank) =>
    reader
      .selectFrom('person')
      .select(KNOWN)
      .where('email', 'in', listed(blank('all'))),
  )
}

/** The same by phone numbers in E.164 (SM5). */
export async function findByPhones(reader: Reader, phones: readonly string[]): Promise<readonly KnownPerson[]> {
  if (phones.length === 0) return []
  return await keptRows(reader, 'known-by-phones', { all: JSON.stringify(phones) }, (blank) =>
    reader
      .selectFrom('person')
      .select(KNOWN)
      .where('phone', 'in', listed(blank('all'))),
  )
}

const KNOWN = ['id', 'name', 'email', 'phone', 'kind', 'status', 'invited_by'] as const

/** Which of these handles are taken, by invitations or by variants of the open link. */
export async function takenHandles(reader: Reader, handles: readonly string[]): Promise<ReadonlySet<string>> {
  if (handles.length === 0) return new Set()
  const rows = await keptRows(reader, 'taken-handles', { all: JSON.stringify(handles) }, (blank) =>
    reader
      .selectFrom('invitation')
      .select('handle')
      .where('handle', 'in', listed(blank('all')))
      .unionAll(
        reader
          .selectFrom('open_link_variant')
          .select('handle')
          .where('handle', 'in', listed(blank('all'))),
      ),
  )
  return new Set(rows.map((row) => row.handle))
}

/** The departments of these ids, the root marked; fewer rows than ids where some do not exist. */
export async function findDepartments(reader: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  return reader.selectFrom('department').select(['id', 'name', 'parent_id']).where('id', 'in', ids).execute()
}

export async function countWorkgroups(reader: Reader, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  return (await reader.selectFrom('workgroup').select('id').where('id', 'in', ids).execute()).length
}

/** Names of the departments each invitation leads to, the root left out: it is the company itself. */
export async function departmentNames(
  reader: Reader,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, string[]>()
  if (invitationIds.length === 0) return names
  const rows = await keptRows(reader, 'department-names', { all: JSON.stringify(invitationIds) }, (blank) =>
    reader
      .selectFrom('invitation_department')
      .innerJoin('department', 'department.id', 'invitation_department.department_id')
      .select(['invitation_department.invitation_id', 'department.name'])
      .where('invitation_department.invitation_id', 'in', listed(blank('all')))
      .where('department.parent_id', 'is not', null)
      .orderBy('department.position'),
  )
  for (const row of rows) names.set(row.invitation_id, [...(names.get(row.invitation_id) ?? []), row.name])
  return names
}

/** A person with their live invitation, if they have one. */
export async function findInvitee(reader: Reader, personId: string) {
  return reader
    .selectFrom('person')
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.person_id', '=', 'person.id').on('invitation.state', '=', 'live'),
    )
    .select([
      'person.id',
      'person.name',
      'person.first_name',
      'person.email',
      'person.phone',
      'person.status',
      'person.invited_by',
      'invitation.id as invitation_id',
      'invitation.generation',
      'invitation.handle',
      'invitation.locale',
      'invitation.expires_at',
    ])
    .where('person.id', '=', personId)
    .executeTakeFirst()
}

export async function insertPeople(writer: Writer, rows: readonly Omit<PersonTable, 'number'>[]): Promise<void> {
  await insertRows(writer, 'person', rows)
}

export async function insertInvitations(
  writer: Writer,
  rows: readonly InvitationTable[],
  departmentIds: readonly string[],
  workgroupIds: readonly string[],
): Promise<void> {
  await insertRows(writer, 'invitation', rows)
  const departments = rows.flatMap(({ id }) =>
    departmentIds.map((each) => ({ invitation_id: id, department_id: each })),
  )
  await insertRows(writer, 'invitation_department', departments)
  const workgroups = rows.flatMap(({ id }) => workgroupIds.map((each) => ({ invitation_id: id, workgroup_id: each })))
  await insertRows(writer, 'invitation_workgroup', workgroups)
}

/** Sets when a live invitation ends (M8, H4). */
export async function setExpiry(writer: Writer, invitationId: string, expiresAt: number | null): Promise<void> {
  await writer.updateTable('invitation').set({ expires_at: expiresAt }).where('id', '=', invitationId).execute()
}

/** Gives the person's newest invitation a new generation and life again; undefined where they never had one. */
export async function raiseGeneration(writer: Writer, personId: string, expiresAt: number | null) {
  const newest = await writer
    .selectFrom('invitation')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['live', 'revoked'])
    .orderBy((order) => order.case().when('state', '=', 'live').then(0).else(1).end())
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return undefined
  return writer
    .updateTable('invitation')
    .set((column) => ({
      generation: column('generation', '+', 1),
      state: 'live' as const,
      expires_at: expiresAt,
      sent_at: null,
      opened_at: null,
      ended_at: null,
      reminders: 0,
    }))
    .where('id', '=', newest.id)
    .returning(['id', 'person_id', 'generation', 'handle', 'locale', 'expires_at'])
    .executeTakeFirst()
}

/** The person's live invitation; undefined where they have none. */
export async function findLiveInvitation(reader: Reader, personId: string) {
  return await reader
    .selectFrom('invitation')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'live')
    .executeTakeFirst()
}

/** Revokes the person's live invitation; undefined where they have none. */
export async function revokeInvitation(writer: Writer, personId: string, at: number) {
  return writer
    .updateTable('invitation')
    .set({ state: 'revoked', ended_at: at })
    .where('person_id', '=', personId)
    .where('state', '=', 'live')
    .returning('id')
    .executeTakeFirst()
}
