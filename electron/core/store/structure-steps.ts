import { sql } from 'kysely'
import { z } from 'zod'
import { DELEGATED_PLACES, DELEGATION_HOLDERS } from '../domain/vocabulary'
import type { Reader, Writer } from './store'

/** How many steps of an operator can be undone, one after the other (D1). */
const KEPT = 50

const flag = z.union([z.literal(0), z.literal(1)])
const delegation = z.object({
  id: z.string(),
  holder: z.enum(DELEGATION_HOLDERS),
  person_id: z.string().nullable(),
  department_id: z.string().nullable(),
  workgroup_id: z.string().nullable(),
  departments_allowed: z.enum(DELEGATED_PLACES),
  workgroups_allowed: z.enum(DELEGATED_PLACES),
  skip_confirmation: flag,
  created_at: z.number(),
})
const gone = z.object({
  department: z.object({
    id: z.string(),
    parent_id: z.string(),
    name: z.string(),
    position: z.number(),
    created_at: z.number(),
    reserved_seats: z.number().nullable(),
  }),
  /** Where everything went. */
  toId: z.string(),
  /** Seats reserved there, before and after. */
  seats: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  /** Its sub-departments, in order. */
  children: z.array(z.string()),
  checklists: z.array(z.string()),
  /** Delegations to its heads (Z11): those that ended, and those that went along. */
  delegations: z.object({ ended: z.array(delegation), moved: z.array(z.string()) }),
})

/** What a step keeps: how it was before, and what of the outcome an undo has to find again. */
const stepSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('department.added'), id: z.string() }),
  z.object({ act: z.literal('department.renamed'), id: z.string(), before: z.string(), after: z.string() }),
  z.object({
    act: z.literal('department.moved'),
    id: z.string(),
    parentId: z.string(),
    position: z.number(),
    toId: z.string(),
  }),
  z.object({
    act: z.literal('department.heads-changed'),
    id: z.string(),
    before: z.array(z.string()),
    after: z.array(z.string()),
    /** Who became a member by becoming a head. */
    joined: z.array(z.string()),
  }),
  gone.extend({ act: z.literal('department.removed') }),
  gone.extend({ act: z.literal('department.merged') }),
])
export type StepChange = z.infer<typeof stepSchema>
export type GoneDepartment = Extract<StepChange, { readonly department: unknown }>

export interface KeptStep {
  readonly id: number
  /** Name of the department at the time. */
  readonly name: string
  readonly change: StepChange
}

/** Departments that a step has changed: when somebody else has changed one of them since, it stays as it is. */
function touchedBy(change: StepChange): readonly string[] {
  return 'department' in change ? [change.department.id, change.toId] : [change.id]
}

/** Keeps a step of an operator in the transaction of the act itself, and forgets the oldest. Returns its number. */
export async function keepStep(
  writer: Writer,
  step: { readonly actorId: string; readonly at: number; readonly name: string; readonly change: StepChange },
): Promise<number> {
  const { actorId, at, name, change } = step
  const { id } = await writer
    .insertInto('structure_step')
    .values({
      actor_id: actorId,
      at,
      act: change.act,
      name,
      before: JSON.stringify({ ...change, touched: touchedBy(change) }),
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`
    DELETE FROM structure_step WHERE actor_id = ${actorId} AND id <= (
      SELECT id FROM structure_step WHERE actor_id = ${actorId} ORDER BY id DESC LIMIT 1 OFFSET ${KEPT}
    )
  `.execute(writer)
  return id
}

/** The operator's last step that is not undone; null: none is kept. */
export async function lastStepOf(
  reader: Reader,
  actorId: string,
): Promise<{ readonly id: number; readonly act: string; readonly name: string } | null> {
  const row = await reader
    .selectFrom('structure_step')
    .select(['id', 'act', 'name'])
    .where('actor_id', '=', actorId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** One of the operator's own steps that is not undone. */
export async function findStep(reader: Reader, actorId: string, id: number): Promise<KeptStep | null> {
  const row = await reader
    .selectFrom('structure_step')
    .select(['id', 'name', 'before'])
    .where('id', '=', id)
    .where('actor_id', '=', actorId)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, name: row.name, change: stepSchema.parse(JSON.parse(row.before)) } : null
}

/** Whether somebody else has changed one of the step's departments since. */
export async function isBuiltUpon(reader: Reader, actorId: string, step: KeptStep): Promise<boolean> {
  const touched = JSON.stringify(touchedBy(step.change))
  const found = await sql<{ found: number }>`
    SELECT EXISTS (
      SELECT 1 FROM structure_step AS later, json_each(later.before, '$.touched') AS department
      WHERE later.id > ${step.id} AND later.actor_id <> ${actorId} AND later.undone_at IS NULL
        AND department.value IN (SELECT value FROM json_each(${touched}))
    ) AS found
  `.execute(reader)
  return found.rows[0]?.found === 1
}

/** Marks a step as undone; what it moved need not be kept any longer. */
export async function closeStep(writer: Writer, id: number, at: number): Promise<void> {
  await writer.updateTable('structure_step').set({ undone_at: at }).where('id', '=', id).execute()
  await writer.deleteFrom('structure_step_part').where('step_id', '=', id).execute()
}
