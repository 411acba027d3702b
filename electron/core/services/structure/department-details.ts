import { setImmediate } from 'node:timers/promises'
import type { DepartmentDetails, DepartmentHeads, DepartmentMember, DepartmentNode } from '../../../contract/structure'
import { can } from '../../domain/access'
import { seatsUsed } from '../../domain/seats'
import { headCount, inTreeOrder } from '../../domain/structure'
import { peopleIn, readCounts } from '../../store/counters'
import { type MembersQuery, readMembers } from '../../store/department-members'
import { departmentsOf } from '../../store/departments-of-people'
import { ancestorsOf, childCounts, childrenOf } from '../../store/departments'
import { countPeople } from '../../store/people-selection'
import type { Reader } from '../../store/store'
import { readCountedDepartments, readHeads, readSharedMemberships } from '../../store/structure-tree'
import type { Actor } from '../ports'
import { inSlices } from '../slices'
import { headRights } from './offered-steps'
import { existingDepartment } from './siblings'
import { editsStructure } from './structure-access'

/** How many people of a department are shown; the Employees list shows all. */
const MOST_PEOPLE = 100
/** From how many people on sorting them all costs more than walking the list of everybody. */
const LARGE = 3_000

/** D1: the tree with its head counts, with and without sub-departments. */
export async function readTree(reader: Reader): Promise<readonly DepartmentNode[]> {
  const departments = await readCountedDepartments(reader)
  // Each of these takes some milliseconds for ten thousand departments: other work gets its turn between them.
  const ordered = inTreeOrder(departments.toSorted((one, other) => one.position - other.position))
  await setImmediate()
  const own = new Map(ordered.map((node) => [node.id, node.people]))
  await setImmediate()
  const count = headCount(ordered, own)
  await inSlices(await readSharedMemberships(reader), count.once)
  const below = count.below()
  await setImmediate()
  return ordered.map((node, place) => ({ ...node, peopleBelow: below[place] ?? 0 }))
}

/** D1: the heads of the departments that have any, by name. */
export async function readDepartmentHeads(reader: Reader): Promise<readonly DepartmentHeads[]> {
  const found = new Map<string, { name: string; sortName: string }[]>()
  for (const { departmentId, name, sortName } of await readHeads(reader)) {
    const others = found.get(departmentId)
    if (others) others.push({ name, sortName })
    else found.set(departmentId, [{ name, sortName }])
  }
  return Array.from(found, ([departmentId, heads]) => {
    if (heads.length > 1) heads.sort((one, other) => (one.sortName < other.sortName ? -1 : 1))
    return { departmentId, names: heads.map((head) => head.name) }
  })
}

/**
 * One department. Its heads are for everyone to know; of the other people an employee gets those they may see (A2).
 * Throws NOT_FOUND.
 */
export async function readDepartment(reader: Reader, actor: Actor, id: string): Promise<DepartmentDetails> {
  const department = await existingDepartment(reader, id)
  const seenBy = can(actor, 'people.see-all') ? null : actor.personId
  const ofDepartment = { departmentId: id, seenBy, words: [] }
  const own = await readCounts(reader, id)
  const ofThis = { departmentId: id, limit: MOST_PEOPLE }
  const peopleTotal = peopleIn(own, 'active', 'pending')
  const below = await childCounts(reader, id)
  const children = await childrenOf(reader, id)
  const above = await ancestorsOf(reader, id)
  const naming = (await editsStructure(reader, actor))
    ? await headRights(reader, actor, { id, parentId: department.parent_id })
    : { heads: false, themselves: false }
  return {
    id,
    parentId: department.parent_id,
    name: department.name,
    path: above.map((each) => each.name).toReversed(),
    heads: await membersOf(reader, { ...ofThis, heads: true, seenBy: null, large: false }),
    people: await membersOf(reader, { ...ofThis, heads: false, seenBy, large: peopleTotal > LARGE }),
    peopleTotal,
    departments: children.map((child) => ({ ...child, people: below.get(child.id) ?? 0 })),
    invited: await countPeople(reader, { ...ofDepartment, filter: 'invited' }),
    pending: can(actor, 'people.confirm') ? peopleIn(own, 'pending') : 0,
    // Seats are for those who run the portal to know (A2).
    reserved:
      department.reserved_seats === null || !can(actor, 'seats.edit')
        ? null
        : { seats: department.reserved_seats, used: seatsUsed(own) },
    maySetHeads: naming.heads,
    mayLead: naming.themselves,
  }
}

async function membersOf(reader: Reader, which: MembersQuery): Promise<readonly DepartmentMember[]> {
  const people = await readMembers(reader, which)
  const departments = await departmentsOf(
    reader,
    people.map((person) => person.id),
  )
  return people.map((person) => ({
    ...person,
    elsewhere: (departments.get(person.id) ?? []).filter((each) => each.id !== which.departmentId),
  }))
}
