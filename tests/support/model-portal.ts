import { sql } from 'kysely'
import { deriveToken, parseCode } from '../../electron/core/domain/join-codes'
import { displayName, foldName } from '../../electron/core/domain/names'
import { createExtranetService } from '../../electron/core/services/extranet/extranet'
import { createInvitationsService } from '../../electron/core/services/inviting/invitations'
import { acceptInvitation } from '../../electron/core/services/joining/joining-acts'
import { createSeatsService } from '../../electron/core/services/seats'
import { readStanding } from '../../electron/core/services/accounts/standing'
import { createStructureService } from '../../electron/core/services/structure/structure'
import { createTasksService } from '../../electron/core/services/tasks/tasks'
import { createWorkgroupsService } from '../../electron/core/services/workgroups/workgroups'
import { verifyAudit } from '../../electron/core/store/audit'
import { fakeMailApp } from './fake-mail-app'
import { NORDLICHT, openPartnerPortal, SUEDWIND } from './partner-registry'

export const SEATS = 6
/** Few addresses, so that the same ones meet again and again (S6). */
export const ADDRESSES = ['ann', 'bob', 'cid', 'dan', 'eve', 'fay'].map((name) => `${name}@aurora.example`)
export const PARTNERS = [...NORDLICHT.addresses, ...SUEDWIND.addresses]

/** A small portal in which everything can happen: departments, an extranet group, a registry, a few people. */
export async function openModelPortal() {
  const opened = await openPartnerPortal({ portal: { seat_limit: SEATS, require_confirmation: 0 } })
  const { context, links, partners, people } = opened
  const mailApp = fakeMailApp()
  const services = {
    people,
    partners,
    extranet: createExtranetService(context, links),
    invitations: createInvitationsService(context, links, mailApp),
    tasks: createTasksService(context),
    seats: createSeatsService(context),
    structure: createStructureService(context),
    workgroups: createWorkgroupsService(context),
  }
  const departmentIds = [await context.addDepartment('Sales'), await context.addDepartment('Care')]
  const group = await services.workgroups.add(context.administrator, {
    name: 'Launch',
    description: '',
    allowExternal: true,
    membersMayInvite: true,
  })
  await context.addPerson({ administrator: true })
  await context.addPerson({ email: NORDLICHT.addresses[0] ?? '' })
  const guest = await context.addPerson({ kind: 'external', departmentIds: [] })
  await services.workgroups.addMembers(context.administrator, { id: group.id, personIds: [guest.personId] })
  for (const status of ['pending', 'pending', 'dismissed', 'dismissed'] as const) {
    await context.addPerson({ status, joined_at: status === 'dismissed' ? context.clock.now() : null })
  }
  const { reader } = context.store

  /** Who may be signed in now, with the role they have now. */
  async function operators() {
    const active = await reader
      .selectFrom('person')
      .select('id')
      .where('status', '=', 'active')
      .orderBy('number')
      .execute()
    const found = await Promise.all(active.map(({ id }) => readStanding(reader, id)))
    return found.flatMap((standing) => (standing ? [standing.actor] : []))
  }

  const everybody = () =>
    reader.selectFrom('person').select(['id', 'email', 'status', 'kind', 'name']).orderBy('number').execute()

  /** Sends the form of the personal link of this person, whatever their state. The hash of the password is of no account here. */
  async function accept(personId: string): Promise<void> {
    const invitation = await reader
      .selectFrom('invitation')
      .select(['id', 'generation', 'handle', 'locale', 'expires_at', 'person_id'])
      .where('person_id', '=', personId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!invitation) return
    const { id, generation, handle } = invitation
    const code = parseCode(deriveToken(context.vault.get('portal-secret') ?? '', id, generation, handle))
    if (!code) throw new Error('the link has no code')
    const name = displayName('Joined', personId.slice(-4), '')
    const joiner = {
      firstName: 'Joined',
      lastName: personId.slice(-4),
      login: null,
      address: '',
      locale: 'en' as const,
    }
    await context.store.write((writer) =>
      acceptInvitation(context, writer, code, {
        ...joiner,
        name,
        sortName: foldName(name),
        place: 'join-site',
        passwordHash: 'scrypt$none',
      }),
    )
  }

  /** Every row of the portal that is not a log, a sum or an index: what a refused act must leave alone. */
  async function dump(): Promise<string> {
    const tables = [
      'person',
      'invitation',
      'invitation_department',
      'invitation_workgroup',
      'department',
      'task',
    ] as const
    const more = ['department_member', 'workgroup', 'workgroup_member', 'message', 'draft', 'draft_recipient'] as const
    const rows = await Promise.all(
      [...tables, ...more].map(async (table) => [table, await reader.selectFrom(table).selectAll().execute()]),
    )
    return JSON.stringify(rows)
  }

  return {
    ...opened,
    services,
    departmentIds,
    groupId: group.id,
    operators,
    everybody,
    accept,
    dump,
    broken: () => brokenRules(reader),
  }
}

type Reader = Awaited<ReturnType<typeof openPartnerPortal>>['context']['store']['reader']

/** What never may be, in words; empty while all holds. */
async function brokenRules(reader: Reader): Promise<readonly string[]> {
  const numbers = await sql<Record<string, number>>`SELECT
    (SELECT count(*) FROM person WHERE administrator = 1 AND status = 'active' AND kind = 'employee') AS administrators,
    (SELECT count(*) FROM person WHERE administrator = 1 AND (status <> 'active' OR kind <> 'employee')) AS lost_rights,
    (SELECT count(*) FROM person WHERE status = 'active' AND kind = 'employee') AS seats,
    (SELECT count(*) FROM person WHERE status = 'active' AND kind = 'partner') AS partners,
    (SELECT count(DISTINCT partner_company) FROM person WHERE status = 'active' AND kind = 'partner') AS companies,
    (SELECT count(*) FROM person WHERE (partner_company IS NOT NULL) <> (kind = 'partner')) AS uncertified,
    (SELECT count(*) - count(DISTINCT coalesce(email, phone)) FROM person) AS doubles,
    (SELECT count(*) FROM department_member JOIN person ON person.id = person_id WHERE kind = 'external') AS outside,
    (SELECT count(*) FROM invitation_department JOIN invitation ON invitation.id = invitation_id
      JOIN person ON person.id = person_id WHERE kind = 'external' AND state = 'live') AS invited_inside,
    (SELECT count(*) FROM person WHERE (status = 'invited') <>
      EXISTS (SELECT 1 FROM invitation WHERE person_id = person.id AND state = 'live')) AS links,
    (SELECT count(*) FROM department_member JOIN person ON person.id = person_id
      WHERE head = 1 AND status = 'dismissed') AS lost_heads,
    (SELECT count(*) FROM person WHERE status = 'invited' AND
      EXISTS (SELECT 1 FROM department_member WHERE person_id = person.id)) AS early_members,
    (SELECT count(*) FROM (SELECT kind, status, count(*) AS people FROM person GROUP BY kind, status
      EXCEPT SELECT kind, status, people FROM counter WHERE scope = '')) AS miscounted,
    (SELECT count(*) FROM message WHERE state IN ('queued', 'sending') AND
      person_id NOT IN (SELECT id FROM person WHERE status = 'invited')) AS stray_messages`.execute(reader)
  const found = numbers.rows[0] ?? {}
  const zero = ['lost_rights', 'uncertified', 'doubles', 'outside', 'invited_inside', 'links', 'lost_heads']
  const broken = [...zero, 'early_members', 'miscounted', 'stray_messages'].filter((name) => found[name] !== 0)
  if ((found['administrators'] ?? 0) < 1) broken.push('A3: no administrator')
  if ((found['seats'] ?? 0) > SEATS) broken.push('N1: more than the seats')
  if ((found['partners'] ?? 0) > 3 || (found['companies'] ?? 0) > 1) broken.push('B3: partners')
  if (!(await verifyAudit(reader)).intact) broken.push('H1: chain')
  return broken
}
