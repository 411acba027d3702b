import type { Delegation } from '../../contract/access'
import { demand } from '../domain/access'
import { Refusal } from '../domain/refusal'
import type { DelegationHolder } from '../domain/vocabulary'
import { readPortal } from '../store/accounts'
import { recordAudit } from '../store/audit'
import {
  deleteDelegation,
  type DelegationRow,
  findDelegation,
  listDelegations,
  namedDepartments,
  saveDelegation,
} from '../store/delegations'
import { findDepartment } from '../store/departments'
import { findPerson } from '../store/people'
import type { Writer } from '../store/store'
import { findWorkgroup } from '../store/workgroups'
import { newId } from './ids'
import { readInviting } from './inviting/inviting-access'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

/** A1, Z11: who may invite, for whom the structure is open, and to whom inviting is delegated. */
export function createAccessService(context: ServiceContext): ServiceOf<'access'> {
  const { changes, clock, store } = context
  const announce = (): void => changes.announce('settings', 'structure', 'session', 'activity')

  return {
    async get(actor) {
      demand(actor, 'settings.see')
      const portal = await readPortal(store.reader)
      return {
        whoMayInvite: portal.who_may_invite,
        structureSeenBy: portal.structure_seen_by,
        structureEditedBy: portal.structure_edited_by,
        delegations: (await listDelegations(store.reader)).map(shown),
      }
    },

    /** A1. What is as it was leaves no trace. */
    async update(actor, input) {
      demand(actor, 'access.edit')
      const changed = await store.write(async (writer) => {
        const portal = await readPortal(writer)
        const asked = {
          who_may_invite: input.whoMayInvite,
          structure_seen_by: input.structureSeenBy,
          structure_edited_by: input.structureEditedBy,
        } as const
        const before = new Map<string, unknown>(Object.entries(portal))
        const differing = Object.entries(asked).filter(([column, value]) => before.get(column) !== value)
        if (differing.length === 0) return false
        await writer.updateTable('portal').set(asked).where('id', '=', 1).execute()
        const details = Object.fromEntries(differing)
        const entry = { actor, origin: 'console', action: 'access.changed', subject: null, details } as const
        await recordAudit(writer, clock.now(), entry)
        return true
      })
      if (changed) announce()
    },

    /** Z11. Throws NOT_FOUND for a holder that is not there; STATE_NOT_ALLOWED for anyone but an active employee. */
    async delegate(actor, input) {
      demand(actor, 'access.edit')
      const id = await store.write(async (writer) => {
        const subject = await demandHolder(writer, input.holder, input.ofId)
        const of = (holder: DelegationHolder): string | null => (input.holder === holder ? input.ofId : null)
        const kept = await saveDelegation(writer, {
          id: newId(context),
          holder: input.holder,
          person_id: of('person'),
          department_id: of('department-heads'),
          workgroup_id: of('workgroup-owners'),
          departments_allowed: input.departments,
          workgroups_allowed: input.workgroups,
          skip_confirmation: input.skipConfirmation ? 1 : 0,
          created_at: clock.now(),
        })
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'access.delegated',
          subject,
          details: {
            holder: input.holder,
            departments: input.departments,
            workgroups: input.workgroups,
            skipConfirmation: input.skipConfirmation ? 1 : 0,
          },
        })
        return kept
      })
      announce()
      return { id }
    },

    async removeDelegation(actor, { id }) {
      demand(actor, 'access.edit')
      await store.write(async (writer) => {
        const delegation = await findDelegation(writer, id)
        if (!delegation) throw new Refusal('NOT_FOUND')
        await deleteDelegation(writer, id)
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'access.delegation-removed',
          subject: ofDelegation(delegation),
          details: { holder: delegation.holder },
        })
      })
      announce()
    },

    async invitingScope(actor) {
      const { scope } = await readInviting(store.reader, actor)
      const { allowed, departmentIds, skipConfirmation, workgroupIds } = scope
      const departments = departmentIds === null ? null : await namedDepartments(store.reader, departmentIds)
      return { allowed, departmentIds, departments, workgroupIds, skipConfirmation }
    },
  }
}

type Named = { readonly id: string; readonly name: string }

/** Whom or what a delegation names; null: the heads or owners of every one. */
function ofDelegation(row: DelegationRow): Named | null {
  const id = row.person_id ?? row.department_id ?? row.workgroup_id
  return id === null ? null : { id, name: row.of_name ?? '' }
}

function shown(row: DelegationRow): Delegation {
  return {
    id: row.id,
    holder: row.holder,
    of: ofDelegation(row),
    departments: row.departments_allowed,
    workgroups: row.workgroups_allowed,
    skipConfirmation: row.skip_confirmation === 1,
  }
}

async function demandHolder(writer: Writer, holder: DelegationHolder, ofId: string | null): Promise<Named | null> {
  if (holder === 'person') return await demandEmployee(writer, ofId)
  if (ofId === null) return null
  const place = holder === 'department-heads' ? await findDepartment(writer, ofId) : await findWorkgroup(writer, ofId)
  if (!place) throw new Refusal('NOT_FOUND', {}, [{ field: 'ofId', code: 'INVALID' }])
  return { id: place.id, name: place.name }
}

/** X6: external people never invite, and whoever is not active cannot either (S4). */
async function demandEmployee(writer: Writer, id: string | null): Promise<Named> {
  const person = id === null ? null : await findPerson(writer, id)
  if (!person) throw new Refusal('NOT_FOUND', {}, [{ field: 'ofId', code: id === null ? 'REQUIRED' : 'INVALID' }])
  if (person.kind !== 'employee') throw new Refusal('EXTERNAL_STAYS_OUTSIDE')
  if (person.status !== 'active') throw new Refusal('STATE_NOT_ALLOWED', { status: person.status, name: person.name })
  return { id: person.id, name: person.name }
}
