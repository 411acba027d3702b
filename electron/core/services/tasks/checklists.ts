import { setImmediate } from 'node:timers/promises'
import type { Checklist } from '../../../contract/tasks'
import { demand } from '../../domain/access'
import { plannedTasks } from '../../domain/checklists'
import { dayOf } from '../../domain/days'
import { foldName } from '../../domain/names'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { recordAudits } from '../../store/audit'
import {
  deleteChecklist,
  findChecklist,
  readChecklistItems,
  readChecklists,
  replaceChecklistItems,
  saveChecklist,
} from '../../store/checklists'
import { departmentsOf } from '../../store/departments-of-people'
import { findDepartment } from '../../store/departments'
import { givenItems } from '../../store/tasks'
import type { ChecklistItemTable } from '../../store/schema'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { demandOwner } from '../owners'
import type { Actor } from '../ports'
import { recordedChanges } from '../activity/recorded-changes'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { chunksOf } from '../slices'
import { keepTasks, placeOf, readTemplates } from './task-giving'

/** How many people a checklist is given to between two turns for other work. */
const CHUNK = 50

type SaveInput = Parameters<ServiceOf<'checklists'>['save']>[1]

/** T1: the templates that give each invited person their tasks, and giving one to people who are here already. */
export function createChecklistsService(context: ServiceContext): ServiceOf<'checklists'> {
  const { change, record } = recordedChanges(context, 'checklists.edit', ['checklists', 'activity'])
  const { clock, store } = context

  return {
    async list(actor): Promise<readonly Checklist[]> {
      demand(actor, 'checklists.edit')
      const items = await readChecklistItems(store.reader)
      return (await readChecklists(store.reader)).map(({ id, name, department_id, department_name }) => ({
        id,
        name,
        department: department_id === null ? null : { id: department_id, name: department_name ?? '' },
        items: items
          .filter((item) => item.checklist_id === id)
          .map((item) => ({
            id: item.id,
            title: item.title,
            dueDays: item.due_days,
            owner: item.owner,
            ownerPerson: item.owner_id === null ? null : { id: item.owner_id, name: item.owner_name ?? '' },
          })),
      }))
    },

    save: (actor, input) =>
      change(actor, async (writer) => {
        await refuseTaken(writer, input.name, input.id)
        if (input.departmentId !== null && !(await findDepartment(writer, input.departmentId))) {
          throw new Refusal('NOT_FOUND', {}, fieldRefusal('departmentId', 'INVALID').fields)
        }
        const before = input.id === null ? null : await findChecklist(writer, input.id)
        if (input.id !== null && !before) throw new Refusal('NOT_FOUND')
        const id = before?.id ?? newId(context)
        await saveChecklist(writer, {
          id,
          name: input.name,
          department_id: input.departmentId,
          created_at: before?.created_at ?? clock.now(),
        })
        await replaceChecklistItems(writer, id, await itemsOf(writer, id, input.items))
        await record(writer, actor, 'checklist.saved', { id, name: input.name }, { tasks: input.items.length })
        return { id }
      }),

    remove: (actor, { id }) =>
      change(actor, async (writer) => {
        const checklist = await findChecklist(writer, id)
        if (!checklist) throw new Refusal('NOT_FOUND')
        await deleteChecklist(writer, id)
        await record(writer, actor, 'checklist.removed', checklist)
      }),

    /** Due days count from today, and whoever gives it stands for the inviter. Throws NOT_FOUND. */
    async apply(actor, { id, personIds }) {
      demand(actor, 'checklists.edit')
      const result = await store.write(async (writer) => {
        const checklist = (await readTemplates(writer)).find((template) => template.id === id)
        if (!checklist) throw new Refusal('NOT_FOUND')
        let people = 0
        let tasks = 0
        for await (const chunk of chunksOf([...new Set(personIds)], CHUNK)) {
          const given = await plansFor(writer, actor, checklist, chunk)
          await keepTasks(writer, context, given, actor.personId)
          await recordAudits(
            writer,
            clock.now(),
            given.map(({ personId, name, plan }) => ({
              actor,
              origin: 'console',
              action: 'task.added',
              subject: { id: personId, name },
              details: { checklist: checklist.name, tasks: plan.length },
            })),
          )
          people += given.length
          tasks += given.reduce((sum, each) => sum + each.plan.length, 0)
        }
        return { people, tasks }
      })
      if (result.people > 0) context.changes.announce('people', 'activity')
      return result
    },
  }

  /** What each of these people gets that they have not got yet; who gets nothing is left out. Throws NOT_FOUND. */
  async function plansFor(
    writer: Writer,
    actor: Actor,
    checklist: Awaited<ReturnType<typeof readTemplates>>[number],
    ids: readonly string[],
  ) {
    const people = await writer.selectFrom('person').select(['id', 'name', 'kind']).where('id', 'in', ids).execute()
    if (people.length !== ids.length) throw new Refusal('NOT_FOUND')
    const departments = await departmentsOf(writer, ids)
    const items = checklist.items.map((item) => item.id)
    const has = await givenItems(writer, ids, items)
    const given: { personId: string; name: string; plan: ReturnType<typeof plannedTasks> }[] = []
    for (const person of people) {
      const departmentIds = (departments.get(person.id) ?? []).map((department) => department.id)
      const place = await placeOf(writer, { kind: person.kind, departmentIds, inviterId: actor.personId })
      const all = plannedTasks([checklist], place, dayOf(clock.now()))
      const plan = all.filter((task) => !has.has(`${person.id} ${task.itemId}`))
      if (plan.length > 0) given.push({ personId: person.id, name: person.name, plan })
    }
    await setImmediate()
    return given
  }

  /** The entries as they are kept; one that is not of this checklist is refused. Throws OWNER_NOT_ALLOWED. */
  async function itemsOf(
    writer: Writer,
    checklistId: string,
    items: SaveInput['items'],
  ): Promise<readonly ChecklistItemTable[]> {
    const known = new Map((await readChecklistItems(writer, checklistId)).map((item) => [item.id, item]))
    const taken = new Set<string>()
    const rows: ChecklistItemTable[] = []
    for (const [place, item] of items.entries()) {
      const before = item.id === null ? undefined : known.get(item.id)
      if (item.id !== null && (!before || taken.has(item.id))) throw new Refusal('NOT_FOUND')
      const field = `items.${place}.ownerId`
      if (item.owner === 'person' && item.ownerId === null) throw fieldRefusal(field, 'REQUIRED')
      const ownerId = item.owner === 'person' ? item.ownerId : null
      // An owner who has left since may stay: their tasks are nobody's until somebody else is named.
      if (ownerId !== null && ownerId !== before?.owner_id) await demandOwner(writer, ownerId, field)
      const id = before?.id ?? newId(context)
      taken.add(id)
      const { title, dueDays: due_days, owner } = item
      rows.push({ id, checklist_id: checklistId, place, title, due_days, owner, owner_id: ownerId })
    }
    return rows
  }
}

async function refuseTaken(writer: Writer, name: string, exceptId: string | null): Promise<void> {
  const folded = foldName(name)
  const others = await readChecklists(writer)
  if (others.some((each) => each.id !== exceptId && foldName(each.name) === folded)) {
    throw new Refusal('CHECKLIST_NAME_TAKEN', { name })
  }
}
