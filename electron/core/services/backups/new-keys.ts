import { recordAudit } from '../../store/audit'
import { readAuditEnd } from '../../store/audit-pages'
import { readInvitingRules } from '../../store/invitations'
import { endWhatOldKeysMade } from '../../store/new-keys'
import { hasPortal } from '../../store/setup'
import { expiryFrom } from '../inviting/invitation-life'
import { newPortalSecret } from '../portal-secret'
import type { Actor, Clock, Vault } from '../ports'
import type { ServiceContext } from '../service-context'

/**
 * Kept in the new vault until what the old one made has ended: whatever ends the program before, the next start carries
 * it through.
 */
interface NewKeysNote {
  /** The administrator who proved themselves. */
  readonly by: { readonly personId: string; readonly name: string }
  /** Milliseconds UTC. */
  readonly at: number
}

/** Decides that the portal goes on with this vault, which is a new one, when it is opened the next time. */
export function decideNewKeys({ clock, vault }: { readonly clock: Clock; readonly vault: Vault }, by: Actor): void {
  const note: NewKeysNote = { by: { personId: by.personId, name: by.name }, at: clock.now() }
  vault.set('new-keys', JSON.stringify(note))
}

/**
 * After the store is opened, before anything runs: the portal gets its new secret, and nothing that was made with the
 * one lost opens anything any more (J4). The log tells of it and goes on from here, for where it ended before was in
 * the vault that is gone (H1). Does nothing where nothing was decided, or where there is no portal.
 */
export async function completeNewKeys(context: ServiceContext): Promise<void> {
  const { clock, randomness, store, vault } = context
  const text = vault.get('new-keys')
  if (text === null || !(await hasPortal(store.reader))) return
  const { by } = JSON.parse(text) as NewKeysNote
  if (vault.get('portal-secret') === null) vault.set('portal-secret', newPortalSecret(randomness))
  await store.write(async (writer) => {
    const at = clock.now()
    const { expiry_days } = await readInvitingRules(writer)
    const expiresAt = expiryFrom(at, expiry_days)
    const ended = await endWhatOldKeysMade(writer, { at, expiresAt, by: by.personId })
    const details = { links: ended.links, passwords: ended.passwords }
    await recordAudit(writer, at, {
      actor: by,
      origin: 'console',
      action: 'portal.keys-renewed',
      subject: null,
      details,
    })
  })
  vault.set('audit-anchor', JSON.stringify(await readAuditEnd(store.reader)))
  vault.remove('new-keys')
}
