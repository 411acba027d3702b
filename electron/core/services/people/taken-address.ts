import { can } from '../../domain/access'
import { Refusal, type RefusalParams } from '../../domain/refusal'
import { findByAddress } from '../../store/people'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'

/**
 * S6: nobody becomes a second person. Throws ADDRESS_TAKEN on `field` where anybody but `exceptId` has the address, in
 * its stored form; only who sees everyone is told whose it is (A2).
 */
export async function refuseTakenAddress(
  reader: Reader,
  actor: Actor,
  address: Parameters<typeof findByAddress>[1],
  field: 'address' | 'email',
  exceptId: string | null = null,
): Promise<void> {
  const owner = await findByAddress(reader, address)
  if (!owner || owner.id === exceptId) return
  const params: RefusalParams = can(actor, 'people.see-all') ? { name: owner.name } : {}
  throw new Refusal('ADDRESS_TAKEN', params, [{ field, code: 'ADDRESS_TAKEN' }])
}
