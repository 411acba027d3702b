import { nextSlice } from '../../store/slice-clock'
import {
  type ChecklistTemplate,
  type InviteePlace,
  isMeantFor,
  type PlannedTask,
  plannedTasks,
} from '../../domain/checklists'
import { dayOf } from '../../domain/days'
import type { PersonKind } from '../../domain/vocabulary'
import { hasChecklists, headsByDepartment, readChecklistItems, readChecklists } from '../../store/checklists'
import { ancestorsOf } from '../../store/departments'
import { findPerson } from '../../store/people'
import { insertTasks } from '../../store/tasks'
import type { Reader, Writer } from '../../store/store'
import { newId } from '../ids'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'

/** Rows of one INSERT: short enough that the process stays responsive between two. */
const CHUNK = 100

/** Somebody who has just been asked in, or has come in through the open link. */
export interface Invitee {
  readonly personId: string
  readonly kind: PersonKind
  /** Those of the invitation; none: an employee lands in the root, and nobody else in any (X6). */
  readonly departmentIds: readonly string[]
  /** Null where nobody invited them by name. */
  readonly inviterId: string | null
}

/** Gives invitees their tasks inside the transaction of the invitation; returns how many each of them got, in order. */
export type TaskGiver = (invitees: readonly Invitee[]) => Promise<readonly number[]>

/**
 * T1: reads the checklists once for a batch. Where there are none, giving costs nothing. Departments and heads are looked up
 * once for each set of departments, not for each person.
 */
export async function prepareTaskGiving(writer: Writer, context: ServiceContext): Promise<TaskGiver> {
  if (!(await hasChecklists(writer))) return async (invitees) => invitees.map(() => 0)
  const templates = await readTemplates(writer)
  const today = dayOf(context.clock.now())
  const plans = new Map<string, readonly PlannedTask[]>()

  async function planFor({ departmentIds, inviterId, kind }: Invitee): Promise<readonly PlannedTask[]> {
    const key = [kind, inviterId ?? '', ...departmentIds].join(' ')
    const known = plans.get(key)
    if (known) return known
    const place = await placeOf(writer, { departmentIds, inviterId, kind })
    const meant = templates.filter((template) => isMeantFor(template, place.paths))
    const plan = plannedTasks(meant, place, today)
    plans.set(key, plan)
    return plan
  }

  return async (invitees) => {
    const given: { readonly personId: string; readonly plan: readonly PlannedTask[] }[] = []
    for (const invitee of invitees) given.push({ personId: invitee.personId, plan: await planFor(invitee) })
    await keepTasks(writer, context, given)
    return given.map(({ plan }) => plan.length)
  }
}

/** Keeps planned tasks, in slices. */
export async function keepTasks(
  writer: Writer,
  context: ServiceContext,
  given: readonly { readonly personId: string; readonly plan: readonly PlannedTask[] }[],
  createdBy: string | null = null,
): Promise<void> {
  const at = context.clock.now()
  const rows = given.flatMap(({ personId, plan }) =>
    plan.map((task) => ({
      id: newId(context),
      person_id: personId,
      title: task.title,
      due_on: task.dueOn,
      done_at: null,
      created_by: createdBy,
      created_at: at,
      owner_id: task.ownerId,
      item_id: task.itemId,
    })),
  )
  for await (const chunk of chunksOf(rows, CHUNK)) await insertTasks(writer, chunk)
  if (rows.length > 0) await nextSlice()
}

/** The checklists, the oldest first; an owner who can own nothing any more is nobody. */
export async function readTemplates(reader: Reader): Promise<readonly ChecklistTemplate[]> {
  const items = await readChecklistItems(reader)
  return (await readChecklists(reader)).map(({ id, name, department_id }) => ({
    id,
    name,
    departmentId: department_id,
    items: items
      .filter((item) => item.checklist_id === id)
      .map((item) => ({
        id: item.id,
        title: item.title,
        dueDays: item.due_days,
        owner: item.owner,
        ownerId: item.owner_status === 'active' && item.owner_kind !== 'external' ? item.owner_id : null,
      })),
  }))
}

/** Where somebody invited into these departments stands, with everybody who may come to own their tasks. */
export async function placeOf(reader: Reader, invitee: Omit<Invitee, 'personId'>): Promise<InviteePlace> {
  const { departmentIds, inviterId, kind } = invitee
  const into = departmentIds.length > 0 || kind !== 'employee' ? departmentIds : await rootOf(reader)
  const paths: (readonly string[])[] = []
  for (const id of into) paths.push([id, ...(await ancestorsOf(reader, id)).map((above) => above.id)])
  return {
    paths,
    heads: await headsByDepartment(reader, [...new Set(paths.flat())]),
    inviterId: await ownerOrNobody(reader, inviterId),
  }
}

async function rootOf(reader: Reader): Promise<readonly string[]> {
  const root = await reader.selectFrom('department').select('id').where('parent_id', 'is', null).executeTakeFirst()
  return root ? [root.id] : []
}

async function ownerOrNobody(reader: Reader, id: string | null): Promise<string | null> {
  const person = id === null ? null : await findPerson(reader, id)
  return person?.status === 'active' && person.kind !== 'external' ? person.id : null
}
