import { temporaryPassword, temporaryUntil } from '../../domain/temporary-passwords'
import { Refusal } from '../../domain/refusal'
import { moveTemporaryEnd, readPortal, type TemporaryCredential } from '../../store/accounts'
import type { Writer } from '../../store/store'
import { hashPassword } from '../accounts/password-hashing'
import type { Vault } from '../ports'
import type { ServiceContext } from '../service-context'

/** A temporary password that is not kept yet. */
export interface NewPassword {
  readonly password: string
  readonly credential: TemporaryCredential
}

/** R1: the temporary password of this person and generation. Throws VAULT_LOCKED where the portal secret cannot be had. */
export function deriveTemporary(vault: Vault, personId: string, generation: number): string {
  const secret = vault.get('portal-secret')
  if (secret === null) throw new Refusal('VAULT_LOCKED')
  return temporaryPassword(secret, personId, generation)
}

/** R1, R2: makes and hashes the next one; hashing is slow on purpose, so this belongs before the transaction. */
export async function newTemporary(
  context: ServiceContext,
  personId: string,
  lastGeneration: number,
): Promise<NewPassword> {
  const generation = lastGeneration + 1
  const password = deriveTemporary(context.vault, personId, generation)
  const { temporary_password_days: days } = await readPortal(context.store.reader)
  const hashed = await hashPassword(password, context.randomness)
  const until = temporaryUntil(context.clock.now(), days)
  return { password, credential: { password: hashed, generation, until } }
}

/** R2: somebody who was waiting is in now: the days of a temporary password not used yet count from here. */
export async function restartTemporary(writer: Writer, personId: string, at: number): Promise<void> {
  const { temporary_password_days: days } = await readPortal(writer)
  await moveTemporaryEnd(writer, personId, temporaryUntil(at, days))
}
