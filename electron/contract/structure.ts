import { z } from 'zod'
import type { StructureLimits } from '../core/domain/structure-limits'
import type { PersonKind, PersonStatus } from '../core/domain/vocabulary'
import { idSchema, nameSchema, output, procedure, someIdsSchema } from './base'

export type { Barrier, StructureLimits } from '../core/domain/structure-limits'

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

/** Who heads a department, by name. */
export interface DepartmentHeads {
  readonly departmentId: string
  readonly names: readonly string[]
}

export interface DepartmentPerson {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly status: PersonStatus
}

/** Somebody of a department, with the other departments they are in. */
export interface DepartmentMember extends DepartmentPerson {
  readonly elsewhere: readonly { readonly id: string; readonly name: string }[]
}

export interface DepartmentDetails {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  /** Names from the root down to its parent. */
  readonly path: readonly string[]
  readonly heads: readonly DepartmentMember[]
  /** The first hundred by name; the Employees list filtered by the department shows all. */
  readonly people: readonly DepartmentMember[]
  readonly peopleTotal: number
  readonly departments: readonly { readonly id: string; readonly name: string; readonly people: number }[]
  readonly invited: number
  readonly pending: number
  /** Seats kept free for its own people, and how many of its people take one (Z6); null: none reserved. */
  readonly reserved: { readonly seats: number; readonly used: number } | null
  /** Whether this operator may set its heads now: not where that would give away a right to invite (A1, Z11). */
  readonly maySetHeads: boolean
  /** Whether they may name themselves one of them: not where they could then invite to more than before (A1, Z11). */
  readonly mayLead: boolean
}

/** The last step of the operator that can still be undone (D1). */
export interface StructureStep {
  readonly id: number
  /** An audit action of the structure: `department.renamed`, … */
  readonly act: string
  /** Name of the department it was done to. */
  readonly name: string
}

export const structure = {
  /** All departments, parents before children, siblings in order. */
  tree: procedure.output(output<readonly DepartmentNode[]>()),
  /** The heads of the departments that have any, for those who may see the structure. */
  heads: procedure.output(output<readonly DepartmentHeads[]>()),
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
  /** D1: people, heads, invitations, open links and sub-departments of one go into another; the one is gone. */
  merge: procedure
    .input(z.object({ id: idSchema, intoId: idSchema }))
    .output(output<{ readonly movedPeople: number; readonly movedDepartments: number }>()),
  /**
   * What of the structure stays as it is for this operator, since it decides who may invite where (A1, Z11); all else is
   * theirs to change. null: they may not edit it at all.
   */
  limits: procedure.output(output<StructureLimits | null>()),
  /** What `undo` would take back now; null: nothing, or nothing that is theirs to take back (A1, Z11). */
  lastStep: procedure.output(output<StructureStep | null>()),
  /** D1: takes back the operator's own last step. Throws NOTHING_TO_UNDO; UNDO_TOO_LATE where others built upon it. */
  undo: procedure.input(z.object({ id: z.number().int().min(0) })),
}

export interface WorkgroupRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly members: number
  /** Members who are external. */
  readonly externals: number
  readonly owner: { readonly id: string; readonly name: string } | null
  /** Allow access for external users (X2). */
  readonly allowExternal: boolean
  /** Members may invite (W2). */
  readonly membersMayInvite: boolean
  /** What this operator may do with it now. */
  readonly mayEdit: boolean
  readonly mayInvite: boolean
}
export interface WorkgroupMember extends DepartmentPerson {
  readonly kind: PersonKind
  readonly owner: boolean
}
export interface WorkgroupDetails extends WorkgroupRow {
  readonly people: readonly WorkgroupMember[]
  /** Those invited into it who have not accepted (W1): as many of them as this operator may see. */
  readonly invited: readonly WorkgroupMember[]
  /**
   * Whom this operator may make its owner; null: anybody active who is no external user. Nobody where inviting is
   * delegated to its owner and they do not manage access (Z11).
   */
  readonly heirs: readonly { readonly id: string; readonly name: string }[] | null
}

const workgroupSchema = z.object({
  name: nameSchema,
  description: z.string().max(2_000, 'TOO_LONG').default(''),
  /** Left out: as it is, and of a new one no. */
  allowExternal: z.boolean().optional(),
  membersMayInvite: z.boolean().optional(),
  /** Left out: as it is; null: nobody. */
  ownerId: idSchema.nullable().optional(),
})

export const workgroups = {
  list: procedure.output(output<readonly WorkgroupRow[]>()),
  get: procedure.input(z.object({ id: idSchema })).output(output<WorkgroupDetails>()),
  add: procedure.input(workgroupSchema).output(output<{ readonly id: string }>()),
  /** Throws WORKGROUP_HAS_EXTERNALS where access is switched off while externals are in it (X2). */
  update: procedure.input(workgroupSchema.extend({ id: idSchema })),
  remove: procedure.input(z.object({ id: idSchema })),
  /** Throws WORKGROUP_CLOSED_TO_EXTERNALS (X2). */
  addMembers: procedure.input(z.object({ id: idSchema, personIds: someIdsSchema })),
  removeMember: procedure.input(z.object({ id: idSchema, personId: idSchema })),
}
