import type { DepartmentPerson } from '../../contract/structure'
import { can } from '../domain/access'
import { foldName } from '../domain/names'
import { Refusal } from '../domain/refusal'
import type { Reader } from '../store/store'
import { addMembers, findWorkgroup, listWorkgroups, membersOf, type Workgroup } from '../store/workgroups'
import { newId } from './ids'
import type { Actor } from './ports'
import { recordedChanges } from './recorded-changes'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

/** Workgroups and their members (W1). An employee sees the groups they are in, and nobody's others (A2). */
export function createWorkgroupsService(context: ServiceContext): ServiceOf<'workgroups'> {
  const { reader } = context.store

  const { change, record } = recordedChanges(context, 'workgroups.edit', ['workgroups', 'people', 'activity'])

  return {
    list: (actor) => listWorkgroups(reader, seenBy(actor)),

    async get(actor, { id }) {
      const own = await listWorkgroups(reader, seenBy(actor))
      const group = own.find((each) => each.id === id)
      if (!group) throw new Refusal('NOT_FOUND')
      const people: readonly DepartmentPerson[] = await membersOf(reader, id)
      return { ...group, people }
    },

    /** Throws WORKGROUP_NAME_TAKEN. */
    add: (actor, { name, description }) =>
      change(actor, async (writer) => {
        await refuseTaken(writer, name, null)
        const id = newId(context)
        await writer
          .insertInto('workgroup')
          .values({ id, name, description, owner_id: null, created_at: context.clock.now() })
          .execute()
        await record(writer, actor, 'workgroup.added', { id, name })
        return { id }
      }),

    update: (actor, { id, name, description }) =>
      change(actor, async (writer) => {
        const before = await existing(writer, id)
        await refuseTaken(writer, name, id)
        await writer.updateTable('workgroup').set({ name, description }).where('id', '=', id).execute()
        await record(writer, actor, 'workgroup.changed', { id, name }, { before: before.name })
      }),

    /** Its people stay; invitations into it no longer name it. */
    remove: (actor, { id }) =>
      change(actor, async (writer) => {
        const group = await existing(writer, id)
        await writer.deleteFrom('workgroup').where('id', '=', id).execute()
        await record(writer, actor, 'workgroup.removed', group)
      }),

    /** Who is in already stays. Throws STATE_NOT_ALLOWED for who has not accepted (W1) or has left. */
    addMembers: (actor, { id, personIds }) =>
      change(actor, async (writer) => {
        const group = await existing(writer, id)
        const names = await addMembers(writer, id, [...new Set(personIds)])
        if (names.length === 0) return
        await record(writer, actor, 'workgroup.members-changed', group, { added: names.join(', ') })
      }),

    removeMember: (actor, { id, personId }) =>
      change(actor, async (writer) => {
        const group = await existing(writer, id)
        const person = await writer.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
        const removed = await writer
          .deleteFrom('workgroup_member')
          .where('workgroup_id', '=', id)
          .where('person_id', '=', personId)
          .executeTakeFirstOrThrow()
        if (!person || removed.numDeletedRows === 0n) throw new Refusal('NOT_FOUND')
        await record(writer, actor, 'workgroup.members-changed', group, { removed: person.name })
      }),
  }
}

function seenBy(actor: Actor): string | null {
  return can(actor, 'people.see-all') ? null : actor.personId
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
