import { z } from 'zod'
import { TASK_OWNERS, type TaskOwner } from '../core/domain/vocabulary'
import { idSchema, lineSchema, nameSchema, output, type Page, pageSchema, procedure, wholeNumberSchema } from './base'

export interface PersonTask {
  readonly id: string
  readonly title: string
  /** ISO date. */
  readonly dueOn: string | null
  readonly doneAt: number | null
  readonly owner: { readonly id: string; readonly name: string } | null
  /** Name of the checklist it came from; null: added by hand. */
  readonly checklist: string | null
  /** Open, and its due day is past. */
  readonly overdue: boolean
  /** Whether this operator may mark it: its owner, administrators and partners. */
  readonly mayMark: boolean
}

export interface TaskRow extends PersonTask {
  readonly person: { readonly id: string; readonly name: string }
}

const titleSchema = lineSchema(300)
const dueSchema = z.iso.date({ error: 'DATE_INVALID' }).nullable().default(null)

export const tasks = {
  /** Open tasks by due day, those without one last: the operator's own, or of everyone (administrators, partners). */
  list: procedure
    .input(
      pageSchema.extend({ whose: z.enum(['mine', 'all']).default('all'), overdueOnly: z.boolean().default(false) }),
    )
    .output(output<Page<TaskRow>>()),
  /** T1: a one-off task. A person with an open or done task can be neither deleted nor declined (S1). */
  add: procedure
    .input(
      z.object({ personId: idSchema, title: titleSchema, dueOn: dueSchema, ownerId: idSchema.nullable().optional() }),
    )
    .output(output<{ readonly id: string }>()),
  update: procedure.input(
    z.object({ id: idSchema, title: titleSchema, dueOn: dueSchema, ownerId: idSchema.nullable().default(null) }),
  ),
  setDone: procedure.input(z.object({ id: idSchema, done: z.boolean() })),
  remove: procedure.input(z.object({ id: idSchema })),
}

export interface ChecklistItem {
  readonly id: string
  readonly title: string
  /** Days after the invitation. */
  readonly dueDays: number | null
  readonly owner: TaskOwner
  /** Of owner `person`. */
  readonly ownerPerson: { readonly id: string; readonly name: string } | null
}
export interface Checklist {
  readonly id: string
  readonly name: string
  /** Null: for everyone who is invited; else for those invited into it or below it. */
  readonly department: { readonly id: string; readonly name: string } | null
  readonly items: readonly ChecklistItem[]
}

export const checklists = {
  list: procedure.output(output<readonly Checklist[]>()),
  /** T1: a new one (`id` null) or a changed one; tasks already given stay as they are. Throws CHECKLIST_NAME_TAKEN. */
  save: procedure
    .input(
      z.object({
        id: idSchema.nullable().default(null),
        name: nameSchema,
        departmentId: idSchema.nullable().default(null),
        items: z
          .array(
            z.object({
              /** Null: a new entry. */
              id: idSchema.nullable().default(null),
              title: titleSchema,
              dueDays: wholeNumberSchema(0, 730).nullable().default(null),
              owner: z.enum(TASK_OWNERS),
              ownerId: idSchema.nullable().default(null),
            }),
          )
          .min(1, 'REQUIRED')
          .max(100, 'TOO_LONG'),
      }),
    )
    .output(output<{ readonly id: string }>()),
  /** Tasks already given stay. */
  remove: procedure.input(z.object({ id: idSchema })),
  /** Gives people who are here already the tasks of a checklist; entries they have are not given twice. */
  apply: procedure
    .input(z.object({ id: idSchema, personIds: z.array(idSchema).min(1, 'REQUIRED').max(10_000, 'TOO_LONG') }))
    .output(output<{ readonly people: number; readonly tasks: number }>()),
}
