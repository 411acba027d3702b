import { z } from 'zod'
import { idSchema, nameSchema, output, procedure, someIdsSchema } from './base'

export interface DepartmentNode {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  /** Place among its siblings, from 0. */
  readonly position: number
  /** Active and pending people in the department itself. */
  readonly people: number
  /** The same with all sub-departments, each person once. */
  readonly peopleBelow: number
}

export interface DepartmentPerson {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly status: 'invited' | 'pending' | 'active' | 'dismissed'
}

export interface DepartmentDetails {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  /** Names from the root down to its parent. */
  readonly path: readonly string[]
  readonly heads: readonly DepartmentPerson[]
  /** The first hundred by name; the Employees list filtered by the department shows all. */
  readonly people: readonly DepartmentPerson[]
  readonly peopleTotal: number
  readonly departments: readonly { readonly id: string; readonly name: string; readonly people: number }[]
  readonly invited: number
  readonly pending: number
}

export const structure = {
  /** All departments, parents before children, siblings in order. */
  tree: procedure.output(output<readonly DepartmentNode[]>()),
  get: procedure.input(z.object({ id: idSchema })).output(output<DepartmentDetails>()),
  add: procedure.input(z.object({ parentId: idSchema, name: nameSchema })).output(output<{ readonly id: string }>()),
  rename: procedure.input(z.object({ id: idSchema, name: nameSchema })),
  /** Moves below another parent, at a place among its children (null: last). Never below itself (D1). */
  move: procedure.input(
    z.object({ id: idSchema, parentId: idSchema, position: z.number().int().min(0).nullable().default(null) }),
  ),
  /** Removes the department; its people, invitations and sub-departments go to the parent (D1). */
  remove: procedure
    .input(z.object({ id: idSchema }))
    .output(output<{ readonly movedPeople: number; readonly movedDepartments: number }>()),
  setHeads: procedure.input(z.object({ id: idSchema, personIds: someIdsSchema })),
}

export interface WorkgroupRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly members: number
}
export interface WorkgroupDetails extends WorkgroupRow {
  readonly people: readonly DepartmentPerson[]
}

export const workgroups = {
  list: procedure.output(output<readonly WorkgroupRow[]>()),
  get: procedure.input(z.object({ id: idSchema })).output(output<WorkgroupDetails>()),
  add: procedure
    .input(z.object({ name: nameSchema, description: z.string().max(2_000, 'TOO_LONG').default('') }))
    .output(output<{ readonly id: string }>()),
  update: procedure.input(
    z.object({ id: idSchema, name: nameSchema, description: z.string().max(2_000, 'TOO_LONG').default('') }),
  ),
  remove: procedure.input(z.object({ id: idSchema })),
  addMembers: procedure.input(z.object({ id: idSchema, personIds: someIdsSchema })),
  removeMember: procedure.input(z.object({ id: idSchema, personId: idSchema })),
}
