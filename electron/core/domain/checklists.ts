import { daysAfter } from './days'
import type { TaskOwner } from './vocabulary'

/** A checklist as its tasks are given from it (T1). */
export interface ChecklistTemplate {
  readonly id: string
  readonly name: string
  /** Null: for everyone who is invited. */
  readonly departmentId: string | null
  readonly items: readonly ChecklistTemplateItem[]
}
export interface ChecklistTemplateItem {
  readonly id: string
  readonly title: string
  /** Days after the invitation; null: no due day. */
  readonly dueDays: number | null
  readonly owner: TaskOwner
  /** Of owner `person`; null where that person is gone, or can own nothing any more. */
  readonly ownerId: string | null
}

/** What somebody's tasks depend on. */
export interface InviteePlace {
  /**
   * The departments they are invited into, in order, each with those above it up to the root, nearest first. Who is invited
   * into none lands in the root.
   */
  readonly paths: readonly (readonly string[])[]
  /** Who may own tasks of those who head a department, by department id; the first of several. */
  readonly heads: ReadonlyMap<string, string>
  /** Null where nobody invited them by name, or the inviter can own nothing. */
  readonly inviterId: string | null
}

export interface PlannedTask {
  readonly itemId: string
  readonly title: string
  /** ISO date. */
  readonly dueOn: string | null
  readonly ownerId: string | null
}

/** T1: whether a checklist is meant for somebody invited into these departments: into its own, or below it. */
export function isMeantFor(
  checklist: Pick<ChecklistTemplate, 'departmentId'>,
  paths: readonly (readonly string[])[],
): boolean {
  const { departmentId } = checklist
  return departmentId === null || paths.some((path) => path.includes(departmentId))
}

/** T1: the tasks that come with these checklists, in order; `invitedOn` is the ISO date that due days count from. */
export function plannedTasks(
  checklists: readonly ChecklistTemplate[],
  place: InviteePlace,
  invitedOn: string,
): readonly PlannedTask[] {
  return checklists
    .flatMap((checklist) => checklist.items)
    .map((item) => ({
      itemId: item.id,
      title: item.title,
      dueOn: item.dueDays === null ? null : daysAfter(invitedOn, item.dueDays),
      ownerId: ownerOf(item, place),
    }))
}

function ownerOf(item: ChecklistTemplateItem, place: InviteePlace): string | null {
  switch (item.owner) {
    case 'nobody':
      return null
    case 'inviter':
      return place.inviterId
    case 'person':
      return item.ownerId
    case 'head':
      return nearestHead(place)
  }
}

/** The head of the first department that has one, itself or above it. */
function nearestHead({ paths, heads }: InviteePlace): string | null {
  for (const path of paths) {
    for (const department of path) {
      const head = heads.get(department)
      if (head !== undefined) return head
    }
  }
  return null
}

/** T1: whether a task that is open is late: the due day itself is not. Both are ISO dates. */
export function isOverdue(
  task: { readonly dueOn: string | null; readonly doneAt: number | null },
  today: string,
): boolean {
  return task.doneAt === null && task.dueOn !== null && task.dueOn < today
}
