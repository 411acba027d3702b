import { demand } from '../domain/access'
import type { AuditAction } from '../domain/audit-actions'
import { Refusal } from '../domain/refusal'
import { recordAudit } from '../store/audit'
import { findPerson } from '../store/people'
import type { TaskTable } from '../store/schema'
import type { Writer } from '../store/store'
import { newId } from './ids'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

/** T1: one-off tasks of a person. While one is there, its person can be neither deleted nor declined (S1). */
export function createTasksService(context: ServiceContext): ServiceOf<'tasks'> {
  async function record(
    writer: Writer,
    actor: Actor,
    action: AuditAction,
    task: Pick<TaskTable, 'person_id' | 'title'>,
  ) {
    const subject = await findPerson(writer, task.person_id)
    if (!subject) throw new Refusal('NOT_FOUND')
    const details = { task: task.title }
    await recordAudit(writer, context.clock.now(), { actor, origin: 'console', action, subject, details })
  }

  return {
    async add(actor, input) {
      demand(actor, 'tasks.edit')
      const id = newId(context)
      await context.store.write(async (writer) => {
        // Recorded first: it refuses a person who is not there.
        await record(writer, actor, 'task.added', { person_id: input.personId, title: input.title })
        await writer
          .insertInto('task')
          .values({
            id,
            person_id: input.personId,
            title: input.title,
            due_on: input.dueOn,
            done_at: null,
            created_by: actor.personId,
            created_at: context.clock.now(),
          })
          .execute()
      })
      context.changes.announce('people', 'activity')
      return { id }
    },

    /** Marking what is marked already changes nothing and records nothing. */
    async setDone(actor, { id, done }) {
      demand(actor, 'tasks.edit')
      await context.store.write(async (writer) => {
        const task = await findTask(writer, id)
        if ((task.done_at !== null) === done) return
        await writer
          .updateTable('task')
          .set({ done_at: done ? context.clock.now() : null })
          .where('id', '=', id)
          .execute()
        await record(writer, actor, done ? 'task.done' : 'task.reopened', task)
      })
      context.changes.announce('people', 'activity')
    },

    async remove(actor, { id }) {
      demand(actor, 'tasks.edit')
      await context.store.write(async (writer) => {
        const task = await findTask(writer, id)
        await writer.deleteFrom('task').where('id', '=', id).execute()
        await record(writer, actor, 'task.removed', task)
      })
      context.changes.announce('people', 'activity')
    },
  }
}

async function findTask(writer: Writer, id: string): Promise<TaskTable> {
  const task = await writer.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
  if (!task) throw new Refusal('NOT_FOUND')
  return task
}
