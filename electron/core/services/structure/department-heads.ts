import { Refusal } from '../../domain/refusal'
import type { Writer } from '../../store/store'

/**
 * Makes exactly these people heads of the department (D1), members too where they were not. Returns their names in the
 * order asked for. Throws NOT_FOUND, or STATE_NOT_ALLOWED for anyone neither active nor pending.
 */
export async function replaceHeads(
  writer: Writer,
  departmentId: string,
  personIds: readonly string[],
): Promise<readonly string[]> {
  await writer.updateTable('department_member').set({ head: 0 }).where('department_id', '=', departmentId).execute()
  const names: string[] = []
  for (const personId of personIds) {
    const person = await writer
      .selectFrom('person')
      .select(['name', 'status'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person) throw new Refusal('NOT_FOUND')
    if (person.status === 'invited' || person.status === 'dismissed') {
      throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
    }
    await writer
      .insertInto('department_member')
      .values({ department_id: departmentId, person_id: personId, head: 1 })
      .onConflict((conflict) => conflict.columns(['department_id', 'person_id']).doUpdateSet({ head: 1 }))
      .execute()
    names.push(person.name)
  }
  return names
}
