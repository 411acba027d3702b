import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { headsOf, setHead } from '../../store/departments'
import { findPerson } from '../../store/people'
import type { Writer } from '../../store/store'
import type { Actor } from '../ports'

/**
 * A2: whoever may edit the structure names only people they may see, or who head the department already. Throws
 * NOT_FOUND for anybody else, as for whom there is not.
 */
export async function demandNameable(
  writer: Writer,
  actor: Actor,
  departmentId: string,
  personIds: readonly string[],
): Promise<void> {
  if (can(actor, 'people.see-all')) return
  const known = new Set(await headsOf(writer, departmentId))
  for (const id of personIds) {
    if (known.has(id)) continue
    const person = await findPerson(writer, id)
    if (!person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
  }
}

export interface ReplacedHeads {
  /** Their names, in the order asked for. */
  readonly names: readonly string[]
  /** Who led the department before. */
  readonly before: readonly string[]
  /** Who became a member by it. */
  readonly joined: readonly string[]
}

/**
 * Makes exactly these people heads of the department (D1), members too where they were not. Throws NOT_FOUND,
 * STATE_NOT_ALLOWED for anyone neither active nor pending, or EXTERNAL_STAYS_OUTSIDE (X6).
 */
export async function replaceHeads(
  writer: Writer,
  departmentId: string,
  personIds: readonly string[],
): Promise<ReplacedHeads> {
  const before = await headsOf(writer, departmentId)
  await setHead(writer, departmentId, before, 0)
  const names: string[] = []
  const joined: string[] = []
  for (const personId of personIds) {
    const person = await writer
      .selectFrom('person')
      .select(['name', 'status', 'kind'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person) throw new Refusal('NOT_FOUND')
    if (person.kind === 'external') throw new Refusal('EXTERNAL_STAYS_OUTSIDE')
    if (person.status === 'invited' || person.status === 'dismissed') {
      throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
    }
    if ((await setHead(writer, departmentId, [personId], 1)) === 0) {
      await writer
        .insertInto('department_member')
        .values({ department_id: departmentId, person_id: personId, head: 1 })
        .execute()
      joined.push(personId)
    }
    names.push(person.name)
  }
  return { names, before, joined }
}
