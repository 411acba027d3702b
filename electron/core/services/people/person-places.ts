import type { BatchResult } from '../../../contract/base'
import { demand } from '../../domain/access'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { recordAudit } from '../../store/audit'
import { departmentsOf, replaceInvitationDepartments, replaceMemberships } from '../../store/departments-of-people'
import { addMember, addToInvitation, type Places } from '../../store/places-of-people'
import type { Writer } from '../../store/store'
import { onEach } from '../batch'
import { demandPlacesFor } from '../extranet/external-places'
import { demandPreset } from '../inviting/preset'
import { demandPlaces } from '../inviting/inviting-access'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { demandEditable } from './editable'

/** Where people belong: the departments and workgroups an operator puts them into (C5, D2, S6, W1). */
export function personPlaces(context: ServiceContext) {
  return {
    /** C5, D2: for an invited person, where they will land (M6). Throws INVALID_INPUT without a department. */
    async changeDepartments(
      actor: Actor,
      input: { readonly ids: readonly string[]; readonly departmentIds: readonly string[] },
    ): Promise<BatchResult> {
      const departmentIds = [...new Set(input.departmentIds)]
      if (departmentIds.length === 0) throw fieldRefusal('departmentIds', 'REQUIRED')
      const result = await onEach(input.ids, (id, called) =>
        context.store.write(async (writer) => {
          const person = await demandEditable(writer, actor, id)
          called(person.name)
          if (person.status === 'dismissed') throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
          await demandPlacesFor(writer, person, { departmentIds })
          await demandDepartments(writer, departmentIds)
          await demandNewPlaces(writer, actor, id, departmentIds)
          if (person.status === 'invited') await replaceInvitationDepartments(writer, id, departmentIds)
          else await replaceMemberships(writer, id, departmentIds)
          const now = (await departmentsOf(writer, [id])).get(id) ?? []
          await recordAudit(writer, context.clock.now(), {
            actor,
            origin: 'console',
            action: 'person.departments-changed',
            subject: person,
            details: { departments: now.map((department) => department.name).join(', ') },
          })
        }),
      )
      if (result.done.length > 0) context.changes.announce('people', 'structure', 'activity')
      return result
    },

    /**
     * S6: adds to what people are in already, each person for themselves; for an invited person, to where they will land
     * (M6). Whoever is everywhere already is done, and nothing is written down. Throws INVALID_INPUT where there is
     * nothing to add to.
     */
    async addTo(actor: Actor, input: Places & { readonly ids: readonly string[] }): Promise<BatchResult> {
      const places: Places = {
        departmentIds: [...new Set(input.departmentIds)],
        workgroupIds: [...new Set(input.workgroupIds)],
      }
      if (places.departmentIds.length + places.workgroupIds.length === 0) {
        throw fieldRefusal('departmentIds', 'REQUIRED')
      }
      if (places.workgroupIds.length > 0) demand(actor, 'workgroups.edit')
      const result = await onEach(input.ids, (id, called) =>
        context.store.write(async (writer) => {
          const person = await demandEditable(writer, actor, id)
          called(person.name)
          if (person.status === 'dismissed') throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
          await demandPreset(writer, places)
          await demandNewPlaces(writer, actor, id, places.departmentIds)
          await demandPlacesFor(writer, person, places)
          const add = person.status === 'invited' ? addToInvitation : addMember
          const details = await namesOf(writer, await add(writer, id, places))
          if (Object.keys(details).length === 0) return
          const entry = { actor, origin: 'console', action: 'person.added-to', subject: person, details } as const
          await recordAudit(writer, context.clock.now(), entry)
        }),
      )
      if (result.done.length > 0) context.changes.announce('people', 'structure', 'workgroups', 'activity')
      return result
    },
  }
}

/** Z11: where somebody could not be invited to, they cannot be moved to either; where they are already, they may stay. */
async function demandNewPlaces(
  writer: Writer,
  actor: Actor,
  personId: string,
  departmentIds: readonly string[],
): Promise<void> {
  const before = new Set(((await departmentsOf(writer, [personId])).get(personId) ?? []).map((each) => each.id))
  await demandPlaces(writer, actor, { departmentIds: departmentIds.filter((id) => !before.has(id)) })
}

/** What the audit log is told of the places added; a kind that was not added to is left out. */
async function namesOf(writer: Writer, added: Places): Promise<Readonly<Record<string, string>>> {
  const details: Record<string, string> = {}
  if (added.departmentIds.length > 0) {
    details['departments'] = await joinedNames(writer, 'department', added.departmentIds)
  }
  if (added.workgroupIds.length > 0) {
    details['workgroups'] = await joinedNames(writer, 'workgroup', added.workgroupIds)
  }
  return details
}

async function joinedNames(writer: Writer, table: 'department' | 'workgroup', ids: readonly string[]): Promise<string> {
  const rows = await writer.selectFrom(table).select('name').where('id', 'in', ids).orderBy('name').execute()
  return rows.map((row) => row.name).join(', ')
}

async function demandDepartments(writer: Writer, ids: readonly string[]): Promise<void> {
  const found = await writer.selectFrom('department').select('id').where('id', 'in', ids).execute()
  if (found.length !== ids.length) throw new Refusal('NOT_FOUND')
}
