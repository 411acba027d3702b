import type { DepartmentDetails, DepartmentNode, DepartmentPerson } from '../../../contract/structure'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { countsBelow, inTreeOrder } from '../../domain/structure'
import { peopleIn, readCounts } from '../../store/counters'
import {
  ancestorsOf,
  childrenOf,
  findDepartment,
  headCounts,
  readDepartments,
  sharedMemberships,
} from '../../store/departments'
import { countPeople } from '../../store/people-page'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'

const MOST_PEOPLE = 100

/** D1: the tree with its head counts, with and without sub-departments. */
export async function readTree(reader: Reader): Promise<readonly DepartmentNode[]> {
  const departments = await readDepartments(reader)
  const ordered = inTreeOrder(
    departments.map(({ id, parent_id, name, position }) => ({ id, parentId: parent_id, name, position })),
  )
  const own = await headCounts(reader)
  const below = countsBelow(ordered, own, await sharedMemberships(reader))
  return ordered.map((node) => ({ ...node, people: own.get(node.id) ?? 0, peopleBelow: below.get(node.id) ?? 0 }))
}

/**
 * One department. Its heads are for everyone to know; of the other people an employee gets those they may see (A2).
 * Throws NOT_FOUND.
 */
export async function readDepartment(reader: Reader, actor: Actor, id: string): Promise<DepartmentDetails> {
  const department = await findDepartment(reader, id)
  if (!department) throw new Refusal('NOT_FOUND')
  const seenBy = can(actor, 'people.see-all') ? null : actor.personId
  const ofDepartment = { departmentId: id, seenBy, words: [] }
  const own = await headCounts(reader)
  const children = await childrenOf(reader, id)
  const above = await ancestorsOf(reader, id)
  return {
    id,
    parentId: department.parent_id,
    name: department.name,
    path: above.map((each) => each.name).toReversed(),
    heads: await membersOf(reader, id, { heads: true, seenBy: null }),
    people: await membersOf(reader, id, { heads: false, seenBy }),
    peopleTotal: own.get(id) ?? 0,
    departments: children.map((child) => ({ ...child, people: own.get(child.id) ?? 0 })),
    invited: await countPeople(reader, { ...ofDepartment, filter: 'invited' }),
    pending: can(actor, 'people.confirm') ? peopleIn(await readCounts(reader, id), 'pending') : 0,
  }
}

async function membersOf(
  reader: Reader,
  departmentId: string,
  which: { readonly heads: boolean; readonly seenBy: string | null },
): Promise<readonly DepartmentPerson[]> {
  let query = reader
    .selectFrom('department_member')
    .innerJoin('person', 'person.id', 'department_member.person_id')
    .where('department_member.department_id', '=', departmentId)
    .where('person.status', 'in', ['active', 'pending'])
    .select(['person.id', 'person.name', 'person.position', 'person.status'])
  if (which.heads) query = query.where('department_member.head', '=', 1)
  const { seenBy } = which
  if (seenBy !== null) {
    query = query.where((either) =>
      either.or([either('person.id', '=', seenBy), either('person.invited_by', '=', seenBy)]),
    )
  }
  return await query.orderBy('person.sort_name').orderBy('person.id').limit(MOST_PEOPLE).execute()
}
