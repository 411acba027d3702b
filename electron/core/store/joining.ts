import type { Locale, PendingReason, Unproved } from '../domain/vocabulary'
import { likenessColumns } from './likeness'
import type { Reader, Writer } from './store'
import { removeFromDrafts } from './unsent-drafts'

/** An invitation whose link may work, with the person it is for. */
export type InvitationForJoining = NonNullable<Awaited<ReturnType<typeof findInvitationByHandle>>>
/** A variant of the open link together with the link's settings. */
export type VariantForJoining = NonNullable<Awaited<ReturnType<typeof findVariantByHandle>>>

/** The live invitation with this handle, of somebody who is still invited (J4). */
export async function findInvitationByHandle(reader: Reader, handle: string) {
  return livingInvitations(reader).where('invitation.handle', '=', handle).executeTakeFirst()
}

/** The live invitation of a person who is still invited. */
export async function findInvitationOfPerson(reader: Reader, personId: string) {
  return livingInvitations(reader).where('invitation.person_id', '=', personId).executeTakeFirst()
}

function livingInvitations(reader: Reader) {
  return reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select([
      'invitation.id',
      'invitation.generation',
      'invitation.handle',
      'invitation.require_confirmation',
      'invitation.locale',
      'invitation.opened_at',
      'invitation.expires_at',
      'person.id as person_id',
      'person.kind',
      'person.status',
      'person.name',
      'person.first_name',
      'person.last_name',
      'person.address',
    ])
    .where('invitation.state', '=', 'live')
    .where('person.status', '=', 'invited')
}

export async function findVariantByHandle(reader: Reader, handle: string) {
  return reader
    .selectFrom('open_link_variant')
    .innerJoin('open_link', (join) => join.on('open_link.id', '=', 1))
    .select([
      'open_link_variant.id',
      'open_link_variant.handle',
      'open_link.generation',
      'open_link.enabled',
      'open_link.require_confirmation',
      'open_link.valid_until',
      'open_link.maximum_registrations',
      'open_link.registrations',
    ])
    .where('open_link_variant.handle', '=', handle)
    .executeTakeFirst()
}

export async function readGreeting(reader: Reader): Promise<string> {
  const row = await reader.selectFrom('open_link').select('greeting').where('id', '=', 1).executeTakeFirst()
  return row?.greeting ?? ''
}

/** J6: notes the first opening. False when it was noted before. */
export async function noteFirstOpening(writer: Writer, invitationId: string, at: number): Promise<boolean> {
  const result = await writer
    .updateTable('invitation')
    .set({ opened_at: at })
    .where('id', '=', invitationId)
    .where('opened_at', 'is', null)
    .where('state', '=', 'live')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What a person says of themselves when joining, and what they become. */
export interface JoiningPerson {
  readonly personId: string
  readonly status: 'active' | 'pending'
  readonly reason: PendingReason | null
  /** L5; null or left out: proved, or nothing to prove. */
  readonly unproved?: Unproved | null
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  readonly sortName: string
  readonly locale: Locale
  readonly at: number
}

/** Makes an invited person pending or active. False when they are not invited any more (S5). */
export async function joinInvitedPerson(writer: Writer, person: JoiningPerson): Promise<boolean> {
  const result = await writer
    .updateTable('person')
    .set({
      status: person.status,
      pending_reason: person.reason,
      unproved: person.unproved ?? null,
      first_name: person.firstName,
      last_name: person.lastName,
      name: person.name,
      sort_name: person.sortName,
      name_key: likenessColumns(person.firstName, person.lastName, null).name_key,
      locale: person.locale,
      joined_at: person.status === 'active' ? person.at : null,
      delivery_failed: 0,
    })
    .where('id', '=', person.personId)
    .where('status', '=', 'invited')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Uses the invitation up; what was still to be sent for it is cancelled, and drafts that wait lose it (M2). False when
 * it is not live any more (S5).
 */
export async function useInvitationUp(writer: Writer, id: string, generation: number, at: number): Promise<boolean> {
  const result = await writer
    .updateTable('invitation')
    .set({ state: 'accepted', ended_at: at })
    .where('id', '=', id)
    .where('generation', '=', generation)
    .where('state', '=', 'live')
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) return false
  await writer
    .updateTable('message')
    .set({ state: 'cancelled', next_try_at: null, updated_at: at })
    .where('invitation_id', '=', id)
    .where('state', '=', 'queued')
    .execute()
  await removeFromDrafts(writer, id)
  return true
}

/** M6, W1: departments and workgroups of the invitation apply. */
export async function applyInvitationPreset(writer: Writer, invitationId: string, personId: string): Promise<void> {
  await writer
    .insertInto('department_member')
    .columns(['department_id', 'person_id', 'head'])
    .expression((from) =>
      from
        .selectFrom('invitation_department')
        .select((each) => ['department_id', each.val(personId).as('person_id'), each.lit(0).as('head')])
        .where('invitation_id', '=', invitationId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await writer
    .insertInto('workgroup_member')
    .columns(['workgroup_id', 'person_id'])
    .expression((from) =>
      from
        .selectFrom('invitation_workgroup')
        .select((each) => ['workgroup_id', each.val(personId).as('person_id')])
        .where('invitation_id', '=', invitationId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Somebody who registers through the open link: nobody invited them. */
export interface RegisteringPerson extends JoiningPerson {
  readonly email: string | null
  readonly phone: string | null
  readonly address: string
}

export async function insertRegisteredPerson(writer: Writer, person: RegisteringPerson): Promise<void> {
  await writer
    .insertInto('person')
    .values({
      id: person.personId,
      kind: 'employee',
      status: person.status,
      administrator: 0,
      first_name: person.firstName,
      last_name: person.lastName,
      name: person.name,
      sort_name: person.sortName,
      email: person.email,
      phone: person.phone,
      address: person.address,
      locale: person.locale,
      position: '',
      pending_reason: person.reason,
      unproved: person.unproved ?? null,
      invited_by: null,
      invited_at: null,
      joined_at: person.status === 'active' ? person.at : null,
      dismissed_at: null,
      delivery_failed: 0,
      created_at: person.at,
      ...likenessColumns(person.firstName, person.lastName, person.email),
    })
    .execute()
}

/** L2, L11: departments of the variant apply. */
export async function applyVariantDepartments(writer: Writer, variantId: string, personId: string): Promise<void> {
  await writer
    .insertInto('department_member')
    .columns(['department_id', 'person_id', 'head'])
    .expression((from) =>
      from
        .selectFrom('open_link_variant_department')
        .select((each) => ['department_id', each.val(personId).as('person_id'), each.lit(0).as('head')])
        .where('variant_id', '=', variantId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Who has no department yet belongs to the company itself: nobody is outside the structure. */
export async function applyRootDepartment(writer: Writer, personId: string): Promise<void> {
  const member = await writer
    .selectFrom('department_member')
    .select('department_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const root = await writer.selectFrom('department').select('id').where('parent_id', 'is', null).executeTakeFirst()
  if (member || !root) return
  await writer
    .insertInto('department_member')
    .values({ department_id: root.id, person_id: personId, head: 0 })
    .execute()
}

/** L7: counts one registration. False when the maximum is reached. */
export async function countRegistration(writer: Writer): Promise<boolean> {
  const result = await writer
    .updateTable('open_link')
    .set((column) => ({ registrations: column('registrations', '+', 1) }))
    .where('id', '=', 1)
    .where((where) =>
      where.or([
        where('maximum_registrations', 'is', null),
        where('registrations', '<', where.ref('maximum_registrations')),
      ]),
    )
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
