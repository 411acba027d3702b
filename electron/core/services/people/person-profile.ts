import type { PersonProfile } from '../../../contract/people'
import { can } from '../../domain/access'
import { dayOf } from '../../domain/days'
import { Refusal } from '../../domain/refusal'
import { readDetails } from '../../store/audit-pages'
import type { PersonListRow } from '../../store/people-page'
import { tasksOf } from '../../store/tasks'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'
import { toTask } from '../tasks/tasks'
import { toRows } from './people-list'

const MOST_HISTORY = 100
const MOST_MESSAGES = 50

/** The profile drawer. Throws NOT_FOUND, for whom the operator may not see as for whom there is not (A2). */
export async function readProfile(reader: Reader, actor: Actor, id: string, now: number): Promise<PersonProfile> {
  const person = await reader
    .selectFrom('person')
    .leftJoin('person as inviter', 'inviter.id', 'person.invited_by')
    .selectAll('person')
    .select('inviter.name as inviter')
    .where('person.id', '=', id)
    .executeTakeFirst()
  if (!person || !can(actor, 'people.see', { id, status: person.status, invitedBy: person.invited_by })) {
    throw new Refusal('NOT_FOUND')
  }
  const listed: PersonListRow = person
  const row = (await toRows(reader, actor, [listed], now))[0]
  if (!row) throw new Refusal('NOT_FOUND')
  return {
    ...row,
    firstName: person.first_name,
    lastName: person.last_name,
    startsOn: person.starts_on,
    joinedOn: person.joined_at,
    dismissedOn: person.dismissed_at,
    workgroups: await workgroupsOf(reader, id),
    heads: await headedBy(reader, id),
    guest: person.kind === 'external' ? await guestTerms(reader, person.sponsor_id, person.ends_on) : null,
    partnerCompany: person.kind === 'partner' ? await partnerCompany(reader, person.partner_company) : null,
    invitation: await latestInvitation(reader, id, now),
    tasks: (await tasksOf(reader, id)).map((task) => toTask(actor, task, dayOf(now))),
    history: await historyOf(reader, actor, id),
    messages: await messagesOf(reader, actor, id),
  }
}

/** Of somebody who accepted, the groups they are in; else those of the live invitation (W1). */
async function workgroupsOf(reader: Reader, id: string): Promise<PersonProfile['workgroups']> {
  return await reader
    .selectFrom('workgroup_member')
    .innerJoin('workgroup', 'workgroup.id', 'workgroup_member.workgroup_id')
    .where('workgroup_member.person_id', '=', id)
    .select(['workgroup.id', 'workgroup.name'])
    .union(
      reader
        .selectFrom('invitation')
        .innerJoin('invitation_workgroup', 'invitation_workgroup.invitation_id', 'invitation.id')
        .innerJoin('workgroup', 'workgroup.id', 'invitation_workgroup.workgroup_id')
        .where('invitation.person_id', '=', id)
        .where('invitation.state', '=', 'live')
        .select(['workgroup.id', 'workgroup.name']),
    )
    .orderBy('name')
    .execute()
}

async function latestInvitation(reader: Reader, id: string, now: number): Promise<PersonProfile['invitation']> {
  const invitation = await reader
    .selectFrom('invitation')
    .select(['channel', 'state', 'sent_at', 'opened_at', 'expires_at'])
    .where('person_id', '=', id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!invitation) return null
  return {
    channel: invitation.channel,
    sentAt: invitation.sent_at,
    openedAt: invitation.opened_at,
    expiresAt: invitation.expires_at,
    expired: invitation.state === 'live' && invitation.expires_at !== null && invitation.expires_at <= now,
  }
}

/** Z8: a sponsor may be a name that this operator does not see otherwise, as an inviter may. */
async function guestTerms(
  reader: Reader,
  sponsorId: string | null,
  endsOn: string | null,
): Promise<NonNullable<PersonProfile['guest']>> {
  const sponsor =
    sponsorId === null
      ? undefined
      : await reader.selectFrom('person').select(['id', 'name']).where('id', '=', sponsorId).executeTakeFirst()
  return { sponsor: sponsor ?? null, endsOn }
}

/** B3: a company that is no longer listed is called by its id. */
async function partnerCompany(reader: Reader, companyId: string | null): Promise<string | null> {
  if (companyId === null) return null
  const company = await reader
    .selectFrom('partner_company')
    .select('name')
    .where('id', '=', companyId)
    .executeTakeFirst()
  return company?.name ?? companyId
}

/** Departments this person heads (D1). */
async function headedBy(reader: Reader, id: string): Promise<PersonProfile['heads']> {
  return await reader
    .selectFrom('department_member')
    .innerJoin('department', 'department.id', 'department_member.department_id')
    .where('department_member.person_id', '=', id)
    .where('department_member.head', '=', 1)
    .select(['department.id', 'department.name'])
    .orderBy('department.name')
    .execute()
}

/** Newest first. Without the right to the audit log: only what the operator did themselves (A2). */
async function historyOf(reader: Reader, actor: Actor, id: string): Promise<PersonProfile['history']> {
  let query = reader.selectFrom('audit').select(['at', 'action', 'actor_name', 'details']).where('subject_id', '=', id)
  if (!can(actor, 'audit.see')) query = query.where('actor_id', '=', actor.personId)
  const entries = await query.orderBy('id', 'desc').limit(MOST_HISTORY).execute()
  return entries.map((entry) => ({
    at: entry.at,
    action: entry.action,
    by: entry.actor_name,
    details: readDetails(entry.details),
  }))
}

async function messagesOf(reader: Reader, actor: Actor, id: string): Promise<PersonProfile['messages']> {
  let query = reader
    .selectFrom('message')
    .select(['id', 'created_at', 'sent_at', 'state', 'to_address', 'answer'])
    .where('person_id', '=', id)
  if (!can(actor, 'messages.see-all')) query = query.where('created_by', '=', actor.personId)
  const messages = await query.orderBy('id', 'desc').limit(MOST_MESSAGES).execute()
  return messages.map((message) => ({
    id: message.id,
    at: message.sent_at ?? message.created_at,
    state: message.state,
    to: message.to_address,
    answer: message.answer,
  }))
}
