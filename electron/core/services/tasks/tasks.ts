import type { PersonTask, TaskRow } from '../../../contract/tasks'
import { can, demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { isOverdue } from '../../domain/checklists'
import { dayOf } from '../../domain/days'
import { Refusal } from '../../domain/refusal'
import { recordAudit } from '../../store/audit'
import { findPerson } from '../../store/people'
import type { TaskTable } from '../../store/schema'
import { findTask, insertTasks, openTasks, type StoredTask } from '../../store/tasks'
import type { Writer } from '../../store/store'
import { packCursor, unpackCursor } from '../cursors'
import { newId } from '../ids'
import { demandOwner } from '../owners'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'

/** T1: tasks of people. While somebody has one, open or done, they can be neither deleted nor declined (S1). */
export function createTasksService(context: ServiceContext): ServiceOf<'tasks'> {
  const { clock, store } = context

  async function record(
    writer: Writer,
    actor: Actor,
    action: AuditAction,
    task: Pick<TaskTable, 'person_id' | 'title'>,
  ) {
    const subject = await findPerson(writer, task.person_id)
    if (!subject) throw new Refusal('NOT_FOUND')
    const details = { task: task.title }
    await recordAudit(writer, clock.now(), { actor, origin: 'console', action, subject, details })
  }

  return {
    /** Who may not keep tasks gets their own, whatever was asked for: also of people they do not see (A2). */
    async list(actor, input) {
      const today = dayOf(clock.now())
      const mine = input.whose === 'mine' || !can(actor, 'tasks.edit')
      const kind = ['tasks', mine ? 'mine' : 'all', input.overdueOnly ? 'overdue' : 'open']
      const [dueOn = '', lastId = ''] = input.cursor === null ? [] : unpackCursor(input.cursor, kind, 2).map(String)
      const found = await openTasks(store.reader, {
        ownerId: mine ? actor.personId : null,
        dueBefore: input.overdueOnly ? today : null,
        after: input.cursor === null ? null : { dueOn, id: lastId },
        limit: input.limit + 1,
      })
      const page = found.slice(0, input.limit)
      const last = found.length > input.limit ? page.at(-1) : undefined
      return {
        rows: page.map((task): TaskRow => ({
          ...toTask(actor, task, today),
          person: { id: task.person_id, name: task.person_name },
        })),
        nextCursor: last ? packCursor([...kind, last.due_on ?? '', last.id]) : null,
      }
    },

    /** Throws OWNER_NOT_ALLOWED. */
    async add(actor, input) {
      demand(actor, 'tasks.edit')
      const id = newId(context)
      await store.write(async (writer) => {
        // Recorded first: it refuses a person who is not there.
        await record(writer, actor, 'task.added', { person_id: input.personId, title: input.title })
        const owner = input.ownerId ? await demandOwner(writer, input.ownerId, 'ownerId') : null
        const task = {
          id,
          person_id: input.personId,
          title: input.title,
          due_on: input.dueOn,
          done_at: null,
          created_by: actor.personId,
          created_at: clock.now(),
          owner_id: owner?.id ?? null,
          item_id: null,
        }
        await insertTasks(writer, [task])
      })
      context.changes.announce('people', 'activity')
      return { id }
    },

    /** An owner who has left meanwhile may stay; a new one must be able to answer for it. Throws OWNER_NOT_ALLOWED. */
    async update(actor, { id, title, dueOn, ownerId }) {
      demand(actor, 'tasks.edit')
      await store.write(async (writer) => {
        const task = await findTask(writer, id)
        if (!task) throw new Refusal('NOT_FOUND')
        if (task.title === title && task.due_on === dueOn && task.owner_id === ownerId) return
        if (ownerId !== null && ownerId !== task.owner_id) await demandOwner(writer, ownerId, 'ownerId')
        await writer.updateTable('task').set({ title, due_on: dueOn, owner_id: ownerId }).where('id', '=', id).execute()
        await record(writer, actor, 'task.changed', { ...task, title })
      })
      context.changes.announce('people', 'activity')
    },

    /** Its owner may, too. Marking what is marked already changes nothing and records nothing. */
    async setDone(actor, { id, done }) {
      await store.write(async (writer) => {
        const task = await findTask(writer, id)
        // Who may not keep tasks does not learn which there are (A2).
        if (task?.owner_id !== actor.personId || actor.role === 'external') demand(actor, 'tasks.edit')
        if (!task) throw new Refusal('NOT_FOUND')
        if ((task.done_at !== null) === done) return
        await writer
          .updateTable('task')
          .set({ done_at: done ? clock.now() : null })
          .where('id', '=', id)
          .execute()
        await record(writer, actor, done ? 'task.done' : 'task.reopened', task)
      })
      context.changes.announce('people', 'activity')
    },

    async remove(actor, { id }) {
      demand(actor, 'tasks.edit')
      await store.write(async (writer) => {
        const task = await findTask(writer, id)
        if (!task) throw new Refusal('NOT_FOUND')
        await writer.deleteFrom('task').where('id', '=', id).execute()
        await record(writer, actor, 'task.removed', task)
      })
      context.changes.announce('people', 'activity')
    },
  }
}

/** A task as this operator sees it; `today` is an ISO date. */
export function toTask(actor: Actor, task: StoredTask, today: string): PersonTask {
  const { owner_id: ownerId, due_on: dueOn, done_at: doneAt } = task
  return {
    id: task.id,
    title: task.title,
    dueOn,
    doneAt,
    owner: ownerId === null ? null : { id: ownerId, name: task.owner_name ?? '' },
    checklist: task.checklist_name,
    overdue: isOverdue({ dueOn, doneAt }, today),
    mayMark: can(actor, 'tasks.edit') || (ownerId === actor.personId && actor.role !== 'external'),
  }
}
