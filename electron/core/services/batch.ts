import { setImmediate } from 'node:timers/promises'
import type { BatchResult } from '../../contract/base'
import { Refusal, type RefusalCode } from '../domain/refusal'

type Refused = BatchResult['refused'][number]

/** After one of these, trying the rest would only be told the same. */
const ALL_ALIKE: readonly RefusalCode[] = ['STORE_BUSY', 'STORE_READ_ONLY', 'DISK_FULL', 'STORE_DAMAGED']

/**
 * Does one act on many people, each on its own: what is refused never holds up the others. Between two of them other
 * work of the process gets its turn. `act` names the person through `called` as soon as it knows them.
 */
export async function onEach(
  ids: readonly string[],
  act: (id: string, called: (name: string) => void) => Promise<void>,
): Promise<BatchResult> {
  const done: { id: string; name: string }[] = []
  const refused: Refused[] = []
  let forAll: Refusal | null = null
  for (const id of new Set(ids)) {
    let name = ''
    try {
      if (forAll) throw forAll
      await act(id, (known) => (name = known))
      done.push({ id, name })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (stopsAll(error)) forAll = error
      refused.push({ id, name, refusal: refusalData(error) })
    }
    await setImmediate()
  }
  return { done, refused }
}

/** Whether the rest of a batch would only be told the same. */
export function stopsAll(refusal: Refusal): boolean {
  return ALL_ALIKE.includes(refusal.code)
}

/** A refusal as the window learns of it. */
export function refusalData(refusal: Refusal): Refused['refusal'] {
  return { code: refusal.code, params: { ...refusal.params }, fields: fieldsOf(refusal) }
}

function fieldsOf(refusal: Refusal): Refused['refusal']['fields'] {
  return refusal.fields.map(({ field, code, params }) =>
    params ? { field, code, params: { ...params } } : { field, code },
  )
}
