import type { GivenPassword } from '../../../contract/registering'
import { can, demand } from '../../domain/access'
import { mayHavePassword } from '../../domain/person-actions'
import { Refusal } from '../../domain/refusal'
import type { Welcome } from '../../domain/vocabulary'
import { saveTemporaryCredential } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { findPerson } from '../../store/people'
import type { Reader } from '../../store/store'
import { findWelcomed, type Welcomed } from '../../store/welcomes'
import { demandServices } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { refuseWithoutEmail, sendWelcome, shownOnce } from './adding'
import { newTemporary } from './temporary-password'

/**
 * R2: gives somebody who is in, or waits to be, a new temporary password: the one they have is dead at once, and so are
 * welcomes still on their way. Throws NOT_FOUND, NOT_ALLOWED (B1), YOURSELF, STATE_NOT_ALLOWED, ADDRESS_MISSING {name} where
 * a mail has nowhere to go, VAULT_LOCKED, MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING.
 */
export async function givePassword(
  context: ServiceContext,
  actor: Actor,
  { id, welcome }: { readonly id: string; readonly welcome: Welcome },
): Promise<{ readonly given: GivenPassword; readonly generation: number }> {
  const { clock, store, vault } = context
  const before = await demandPasswordGiving(store.reader, actor, id)
  const made = await newTemporary(context, id, before.lastGeneration)
  const given = await store.write(async (writer) => {
    const person = await demandPasswordGiving(writer, actor, id)
    refuseWithoutEmail(person, welcome)
    if (welcome === 'mail-service') await demandServices(writer, vault, [person.login])
    const at = clock.now()
    const first = await saveTemporaryCredential(writer, id, made.credential, at)
    // Another console gave one in the same moment: one of the two is enough (S5).
    if (!first) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
    await sendWelcome(writer, context, actor, person, welcome, made)
    await recordAudit(writer, at, {
      actor,
      origin: 'console',
      action: 'person.password-given',
      subject: person,
      details: { welcome },
    })
    return shownOnce(person, welcome, made)
  })
  context.changes.announce('people', 'messages', 'activity')
  return { given, generation: made.credential.generation }
}

/**
 * R2: somebody who may be given a temporary password by this operator. Throws NOT_FOUND, NOT_ALLOWED (B1), YOURSELF,
 * STATE_NOT_ALLOWED {status}.
 */
export async function demandPasswordGiving(reader: Reader, actor: Actor, id: string): Promise<Welcomed> {
  const person = await findPerson(reader, id)
  const welcomed = await findWelcomed(reader, id)
  if (!person || !welcomed || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
  demand(actor, 'people.edit', person)
  if (id === actor.personId) throw new Refusal('YOURSELF')
  if (!mayHavePassword(person)) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
  return welcomed
}
