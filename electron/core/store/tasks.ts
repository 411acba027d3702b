import type { TaskTable } from './schema'
import type { Reader, Writer } from './store'

export type StoredTask = Awaited<ReturnType<typeof tasksOf>>[number]

/** Tasks with the names of whom they concern, of their owner and of the checklist they came from. */
function withNames(reader: Reader) {
  return reader
    .selectFrom('task')
    .innerJoin('person', 'person.id', 'task.person_id')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .leftJoin('checklist_item', 'checklist_item.id', 'task.item_id')
    .leftJoin('checklist', 'checklist.id', 'checklist_item.checklist_id')
    .select(['task.id', 'task.title', 'task.due_on', 'task.done_at', 'task.owner_id', 'task.person_id'])
    .select(['person.name as person_name', 'owner.name as owner_name', 'checklist.name as checklist_name'])
}

/** All tasks of a person: the open ones by due day, those without one after them, then what is done. */
export async function tasksOf(reader: Reader, personId: string) {
  return await withNames(reader)
    .where('task.person_id', '=', personId)
    .orderBy((sort) => sort.case().when('task.done_at', 'is', null).then(0).else(1).end())
    .orderBy((sort) => sort.case().when('task.due_on', 'is', null).then(1).else(0).end())
    .orderBy('task.due_on')
    .orderBy('task.id')
    .execute()
}

export interface OpenTasksPage {
  /** Null: everyone's. */
  readonly ownerId: string | null
  /** ISO date: only those due before it; null: all. */
  readonly dueBefore: string | null
  readonly after: OpenTaskKey | null
  readonly limit: number
}
/** Where a page ended. */
export interface OpenTaskKey {
  /** '' for a task without a due day: these come last. */
  readonly dueOn: string
  readonly id: string
}

/** Open tasks by due day, those without one last. Two queries, so that each follows an index. */
export async function openTasks(reader: Reader, page: OpenTasksPage): Promise<readonly StoredTask[]> {
  const { after, limit } = page
  const dated = after?.dueOn === '' ? [] : await openTasksWithDay(reader, page)
  if (dated.length === limit || page.dueBefore !== null) return dated
  let query = ofOwner(reader, page.ownerId).where('task.due_on', 'is', null)
  if (after?.dueOn === '') query = query.where('task.id', '>', after.id)
  const undated = await query
    .orderBy('task.id')
    .limit(limit - dated.length)
    .execute()
  return [...dated, ...undated]
}

async function openTasksWithDay(reader: Reader, page: OpenTasksPage): Promise<readonly StoredTask[]> {
  const { after } = page
  let query = ofOwner(reader, page.ownerId).where('task.due_on', 'is not', null)
  if (page.dueBefore !== null) query = query.where('task.due_on', '<', page.dueBefore)
  if (after) {
    query = query.where((where) =>
      where(where.refTuple('task.due_on', 'task.id'), '>', where.tuple(after.dueOn, after.id)),
    )
  }
  return await query.orderBy('task.due_on').orderBy('task.id').limit(page.limit).execute()
}

function ofOwner(reader: Reader, ownerId: string | null) {
  const query = withNames(reader).where('task.done_at', 'is', null)
  return ownerId === null ? query : query.where('task.owner_id', '=', ownerId)
}

/** How many open tasks are due before an ISO date. */
export async function countDueBefore(reader: Reader, day: string, ownerId: string | null): Promise<number> {
  let query = reader.selectFrom('task').where('done_at', 'is', null).where('due_on', '<', day)
  if (ownerId !== null) query = query.where('owner_id', '=', ownerId)
  const row = await query.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return row.count
}

export async function findTask(reader: Reader, id: string): Promise<TaskTable | null> {
  return (await reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** At most a few thousand at once: nine columns each. */
export async function insertTasks(writer: Writer, tasks: readonly TaskTable[]): Promise<void> {
  if (tasks.length > 0) await writer.insertInto('task').values(tasks).execute()
}

/** Which of these people have which of these entries of checklists already, as `personId itemId`. */
export async function givenItems(
  reader: Reader,
  personIds: readonly string[],
  itemIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0 || itemIds.length === 0) return new Set()
  const rows = await reader
    .selectFrom('task')
    .select(['person_id', 'item_id'])
    .where('person_id', 'in', personIds)
    .where('item_id', 'in', itemIds)
    .execute()
  return new Set(rows.map((row) => `${row.person_id} ${row.item_id ?? ''}`))
}
