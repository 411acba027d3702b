// Where people belong: departments, workgroups, and the steps taken in the structure.
import type { Generated } from 'kysely'
import type { Flag } from './flag'

export interface DepartmentTable {
  id: string
  parent_id: string | null
  name: string
  position: number
  created_at: number
  /** Seats kept free for its own people (Z6). */
  reserved_seats: number | null
}

/** Membership of people who accepted (pending, active, dismissed). */
export interface DepartmentMemberTable {
  department_id: string
  person_id: string
  head: Flag
}

/** Kept by triggers: who is a member of two departments or more (D1). */
export interface MemberOfSeveralTable {
  person_id: string
}

/** What an operator did to the structure, with what is needed to undo it (D1). */
export interface StructureStepTable {
  id: Generated<number>
  actor_id: string
  at: number
  act: string
  name: string
  /** JSON: how it was before. */
  before: string
  undone_at: number | null
}

/** A slice of what a step moved from one department to another: large departments are moved in many slices. */
export interface StructureStepPartTable {
  step_id: number
  place: number
  kind: 'member' | 'invitation' | 'variant'
  /** JSON: a list of [id, head, already there, head there], in the terms of before the step. */
  entries: string
}

export interface WorkgroupTable {
  id: string
  name: string
  description: string
  created_at: number
  /** Allow access for external users (X2). */
  allow_external: Generated<Flag>
  /** Members may invite (W2). */
  members_may_invite: Generated<Flag>
  owner_id: string | null
}

export interface WorkgroupMemberTable {
  workgroup_id: string
  person_id: string
}
