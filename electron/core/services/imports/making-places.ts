import { setImmediate } from 'node:timers/promises'
import { foldName } from '../../domain/names'
import { recordAudit } from '../../store/audit'
import { childrenOf } from '../../store/departments'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { PlacesPlan, PlannedPlace } from './places-plan'

/**
 * Makes what the people to be taken in need and is not there yet, each with its audit entry, in one transaction (D4).
 * What somebody else has made meanwhile is taken as it is. Returns how many departments were made.
 */
export async function makePlaces(context: ServiceContext, actor: Actor, plan: PlacesPlan): Promise<number> {
  const departments = plan.wantedDepartments()
  const workgroups = plan.wantedWorkgroups()
  if (departments.length + workgroups.length === 0) return 0
  const ids = new Map<PlannedPlace, string>()
  const made = await context.store.write(async (writer) => {
    let count = 0
    for (const place of departments) {
      const parentId = place.parent ? (place.parent.id ?? ids.get(place.parent)) : undefined
      // Its parent has gone meanwhile: those who were to go there are left out when their turn comes.
      if (parentId === undefined || !(await isThere(writer, parentId))) continue
      const siblings = await childrenOf(writer, parentId)
      const there = siblings.find((sibling) => foldName(sibling.name) === foldName(place.name))
      const id = there?.id ?? newId(context)
      ids.set(place, id)
      if (there) continue
      const created_at = context.clock.now()
      const row = { id, parent_id: parentId, name: place.name, position: siblings.length, created_at }
      await writer.insertInto('department').values(row).execute()
      const parent = place.parent?.name ?? ''
      await record(context, writer, actor, 'department.added', { id, name: place.name }, { parent })
      count += 1
      await setImmediate()
    }
    const groups = await writer.selectFrom('workgroup').select(['id', 'name']).execute()
    for (const place of workgroups) {
      const there = groups.find((group) => foldName(group.name) === foldName(place.name))
      const id = there?.id ?? newId(context)
      ids.set(place, id)
      if (there) continue
      const row = { id, name: place.name, description: '', created_at: context.clock.now() }
      await writer.insertInto('workgroup').values(row).execute()
      await record(context, writer, actor, 'workgroup.added', { id, name: place.name }, {})
      await setImmediate()
    }
    return count
  })
  // Only now: had the transaction failed, nothing of it would be there.
  for (const [place, id] of ids) place.id = id
  return made
}

async function isThere(writer: Writer, departmentId: string): Promise<boolean> {
  return (
    (await writer.selectFrom('department').select('id').where('id', '=', departmentId).executeTakeFirst()) !== undefined
  )
}

async function record(
  context: ServiceContext,
  writer: Writer,
  actor: Actor,
  action: 'department.added' | 'workgroup.added',
  subject: { readonly id: string; readonly name: string },
  details: Readonly<Record<string, string>>,
): Promise<void> {
  await recordAudit(writer, context.clock.now(), { actor, origin: 'console', action, subject, details })
}
