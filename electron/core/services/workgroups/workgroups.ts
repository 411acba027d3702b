import { can, demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { foldName } from '../../domain/names'
import { Refusal } from '../../domain/refusal'
import { recordAudit } from '../../store/audit'
import { findPerson } from '../../store/people'
import type { Reader, Writer } from '../../store/store'
import {
  addMember,
  countExternals,
  findWorkgroup,
  forgetDismissedExternals,
  type Newcomer,
  type Workgroup,
} from '../../store/workgroups'
import { demandPlacesFor } from '../extranet/external-places'
import { newId } from '../ids'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { demandHeir } from './workgroup-owner'
import { readWorkgroup, readWorkgroups } from './workgroups-read'

interface Flags {
  readonly allowExternal?: boolean | undefined
  readonly membersMayInvite?: boolean | undefined
  readonly ownerId?: string | null | undefined
}

/** Workgroups and their members (W1, W2, X2). Changed by who may edit workgroups, and each by its owner. */
export function createWorkgroupsService(context: ServiceContext): ServiceOf<'workgroups'> {
  const { changes, clock, store } = context

  async function change<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    const result = await store.write(work)
    changes.announce('workgroups', 'people', 'activity')
    return result
  }

  async function record(
    writer: Writer,
    actor: Actor,
    action: AuditAction,
    subject: { readonly id: string; readonly name: string },
    details: Readonly<Record<string, string | number>> = {},
  ): Promise<void> {
    const { id, name } = subject
    await recordAudit(writer, clock.now(), { actor, origin: 'console', action, subject: { id, name }, details })
  }

  return {
    list: (actor) => readWorkgroups(store.reader, actor),
    get: (actor, { id }) => readWorkgroup(store.reader, actor, id),

    /** Throws WORKGROUP_NAME_TAKEN, OWNER_NOT_ALLOWED. */
    add: (actor, { name, description, ...flags }) =>
      change(async (writer) => {
        demand(actor, 'workgroups.edit')
        const id = await insertWorkgroup(writer, context, { name, description, allowExternal: flags.allowExternal })
        if (flags.membersMayInvite) await setColumns(writer, id, { members_may_invite: 1 })
        if (flags.ownerId) await setOwner(writer, actor, id, flags.ownerId)
        await record(writer, actor, 'workgroup.added', { id, name }, await told(writer, flags))
        return { id }
      }),

    update: (actor, { id, name, description, ...flags }) =>
      change(async (writer) => {
        const before = await demandEditable(writer, actor, id)
        await refuseTaken(writer, name, id)
        if (flags.allowExternal === false && before.allowExternal) await closeToExternals(writer, id)
        await setColumns(writer, id, {
          name,
          description,
          ...(flags.allowExternal === undefined ? {} : { allow_external: flags.allowExternal ? 1 : 0 }),
          ...(flags.membersMayInvite === undefined ? {} : { members_may_invite: flags.membersMayInvite ? 1 : 0 }),
        })
        if (flags.ownerId !== undefined && flags.ownerId !== before.ownerId) {
          await setOwner(writer, actor, id, flags.ownerId)
        }
        const details = { before: before.name, ...(await told(writer, changedFlags(before, flags))) }
        await record(writer, actor, 'workgroup.changed', { id, name }, details)
      }),

    /** Its people stay; invitations into it no longer name it. Only who may edit all workgroups. */
    remove: (actor, { id }) =>
      change(async (writer) => {
        demand(actor, 'workgroups.edit')
        const group = await existing(writer, id)
        await writer.deleteFrom('workgroup').where('id', '=', id).execute()
        await record(writer, actor, 'workgroup.removed', group)
      }),

    /**
     * Who is in already stays. Throws NOT_FOUND for whom the operator may not see (A2), STATE_NOT_ALLOWED for who has not
     * accepted (W1) or has left, WORKGROUP_CLOSED_TO_EXTERNALS (X2).
     */
    addMembers: (actor, { id, personIds }) =>
      change(async (writer) => {
        const group = await demandEditable(writer, actor, id)
        const names: string[] = []
        for (const personId of new Set(personIds)) {
          const person = await demandVisible(writer, actor, personId)
          await demandPlacesFor(writer, person, { workgroupIds: [id] })
          if (await addMember(writer, id, person)) names.push(person.name)
        }
        if (names.length === 0) return
        await record(writer, actor, 'workgroup.members-changed', group, { added: names.join(', ') })
      }),

    /** An owner who is taken out owns it no longer. */
    removeMember: (actor, { id, personId }) =>
      change(async (writer) => {
        const group = await demandEditable(writer, actor, id)
        const person = await writer.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
        const removed = await writer
          .deleteFrom('workgroup_member')
          .where('workgroup_id', '=', id)
          .where('person_id', '=', personId)
          .executeTakeFirstOrThrow()
        if (!person || removed.numDeletedRows === 0n) throw new Refusal('NOT_FOUND')
        if (group.ownerId === personId) await setColumns(writer, id, { owner_id: null })
        await record(writer, actor, 'workgroup.members-changed', group, { removed: person.name })
      }),
  }
}

/** Adds a workgroup inside the transaction under way, unrecorded; returns its id. Throws WORKGROUP_NAME_TAKEN {name}. */
export async function insertWorkgroup(
  writer: Writer,
  context: ServiceContext,
  group: { readonly name: string; readonly description: string; readonly allowExternal?: boolean | undefined },
): Promise<string> {
  await refuseTaken(writer, group.name, null)
  const id = newId(context)
  await writer
    .insertInto('workgroup')
    .values({
      id,
      name: group.name,
      description: group.description,
      allow_external: group.allowExternal ? 1 : 0,
      owner_id: null,
      created_at: context.clock.now(),
    })
    .execute()
  return id
}

/** Throws NOT_FOUND for a group the operator does not see, NOT_ALLOWED for one they may not change. */
async function demandEditable(reader: Reader, actor: Actor, id: string): Promise<Workgroup> {
  if (can(actor, 'workgroups.edit')) return existing(reader, id)
  const seen = (await readWorkgroups(reader, actor)).find((group) => group.id === id)
  if (!seen) throw new Refusal('NOT_FOUND')
  if (!seen.mayEdit) throw new Refusal('NOT_ALLOWED')
  return existing(reader, id)
}

async function demandVisible(reader: Reader, actor: Actor, personId: string): Promise<Newcomer> {
  const person = await findPerson(reader, personId)
  if (!person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
  return person
}

/** The owner is a member, so that they see their group. Throws as `demandHeir` does. */
async function setOwner(writer: Writer, actor: Actor, id: string, ownerId: string | null): Promise<void> {
  if (ownerId !== null) await addMember(writer, id, await demandHeir(writer, actor, id, ownerId))
  await setColumns(writer, id, { owner_id: ownerId })
}

/** X2. Throws WORKGROUP_HAS_EXTERNALS {count}. */
async function closeToExternals(writer: Writer, id: string): Promise<void> {
  const count = await countExternals(writer, id)
  if (count > 0) throw new Refusal('WORKGROUP_HAS_EXTERNALS', { count })
  await forgetDismissedExternals(writer, id)
}

async function setColumns(
  writer: Writer,
  id: string,
  columns: {
    readonly name?: string
    readonly description?: string
    readonly allow_external?: 0 | 1
    readonly members_may_invite?: 0 | 1
    readonly owner_id?: string | null
  },
): Promise<void> {
  await writer.updateTable('workgroup').set(columns).where('id', '=', id).execute()
}

function changedFlags(before: Workgroup, flags: Flags): Flags {
  return {
    ...(flags.allowExternal === before.allowExternal ? {} : { allowExternal: flags.allowExternal }),
    ...(flags.membersMayInvite === before.membersMayInvite ? {} : { membersMayInvite: flags.membersMayInvite }),
    ...(flags.ownerId === before.ownerId ? {} : { ownerId: flags.ownerId }),
  }
}

/** What the audit log is told of flags that were set. */
async function told(reader: Reader, flags: Flags): Promise<Readonly<Record<string, string | number>>> {
  const owner = flags.ownerId ? await findPerson(reader, flags.ownerId) : null
  return {
    ...(flags.allowExternal === undefined ? {} : { allowExternal: flags.allowExternal ? 1 : 0 }),
    ...(flags.membersMayInvite === undefined ? {} : { membersMayInvite: flags.membersMayInvite ? 1 : 0 }),
    ...(flags.ownerId === undefined ? {} : { owner: owner?.name ?? '' }),
  }
}

async function existing(reader: Reader, id: string): Promise<Workgroup> {
  const group = await findWorkgroup(reader, id)
  if (!group) throw new Refusal('NOT_FOUND')
  return group
}

async function refuseTaken(reader: Reader, name: string, exceptId: string | null): Promise<void> {
  const folded = foldName(name)
  const groups = await reader.selectFrom('workgroup').select(['id', 'name']).execute()
  const taken = groups.some((group) => group.id !== exceptId && foldName(group.name) === folded)
  if (taken) throw new Refusal('WORKGROUP_NAME_TAKEN', { name })
}
