import { foldName } from '../../domain/names'
import { Refusal } from '../../domain/refusal'
import { findDepartment } from '../../store/departments'
import type { DepartmentTable } from '../../store/schema'
import type { Reader } from '../../store/store'

export interface Sibling {
  readonly id: string
  readonly name: string
}

/** Throws NOT_FOUND. */
export async function existingDepartment(reader: Reader, id: string): Promise<DepartmentTable> {
  const department = await findDepartment(reader, id)
  if (!department) throw new Refusal('NOT_FOUND')
  return department
}

/**
 * Two departments of one parent that read alike could not be told apart when inviting.
 * @returns the first of `names` that one of the siblings has already
 */
export function firstTaken(names: readonly string[], siblings: readonly Sibling[]): string | undefined {
  const taken = new Set(siblings.map((sibling) => foldName(sibling.name)))
  return names.find((name) => taken.has(foldName(name)))
}

/** Throws DEPARTMENT_NAME_TAKEN {name}. */
export function refuseTaken(names: readonly string[], siblings: readonly Sibling[]): void {
  const name = firstTaken(names, siblings)
  if (name !== undefined) throw new Refusal('DEPARTMENT_NAME_TAKEN', { name })
}

export function without(siblings: readonly Sibling[], ids: readonly string[]): readonly Sibling[] {
  const left = new Set(ids)
  return siblings.filter((sibling) => !left.has(sibling.id))
}

export function idsOf(siblings: readonly Sibling[]): readonly string[] {
  return siblings.map((sibling) => sibling.id)
}
