import type { SetupInput } from '../../contract/app'
import { readLogin } from './accounts/logins'
import { handleFrom } from '../domain/join-codes'
import { displayName, foldName } from '../domain/names'
import { fieldRefusal, Refusal } from '../domain/refusal'
import { saveCredential } from '../store/accounts'
import { recordAudit } from '../store/audit'
import { type FirstPortal, hasPortal, insertPortal } from '../store/setup'
import { newId } from './ids'
import { hashPassword } from './accounts/password-hashing'
import { demandPassword } from './accounts/password-strength'
import { newPortalSecret } from './portal-secret'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'

/**
 * Creates the portal in an empty store: its root department of the same name, its first administrator (active), the
 * secret of its join codes in the vault, and the first entry of the audit log. Returns the administrator.
 * Throws PORTAL_EXISTS, or INVALID_INPUT for the e-mail or the password.
 */
export async function createPortal(context: ServiceContext, input: SetupInput): Promise<Actor> {
  if (await hasPortal(context.store.reader)) throw new Refusal('PORTAL_EXISTS')
  const login = readLogin(input.email, input.country)
  if (!login || !('email' in login)) throw fieldRefusal('email', 'EMAIL_INVALID')
  const words = [input.firstName, input.lastName, login.email, input.portalName]
  await demandPassword(input.password, words, 'password')
  const hashed = await hashPassword(input.password, context.randomness)

  const name = displayName(input.firstName, input.lastName, login.email)
  const administrator: Actor = { personId: newId(context), name, role: 'administrator' }
  const portal: FirstPortal = {
    name: input.portalName,
    locale: input.locale,
    country: input.country,
    sample: false,
    rootId: newId(context),
    variant: { id: newId(context), handle: handleFrom(context.randomness.bytes(4)) },
    administrator: {
      id: administrator.personId,
      firstName: input.firstName,
      lastName: input.lastName,
      name,
      sortName: foldName(name),
      email: login.email,
    },
    at: context.clock.now(),
  }
  await context.store.write(async (writer) => {
    if (await hasPortal(writer)) throw new Refusal('PORTAL_EXISTS')
    await insertPortal(writer, portal)
    await saveCredential(writer, administrator.personId, hashed, portal.at)
    await recordAudit(writer, portal.at, {
      actor: administrator,
      origin: 'console',
      action: 'portal.created',
      subject: null,
      details: { name: input.portalName },
    })
    // Last, so that a vault that cannot be written leaves no portal behind; a secret without a portal does no harm.
    context.vault.set('portal-secret', newPortalSecret(context.randomness))
  })
  context.changes.announce('settings', 'structure', 'people', 'counters', 'activity')
  return administrator
}
