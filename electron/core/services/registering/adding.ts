import type { GivenPassword, RegisterResult } from '../../../contract/registering'
import { readAddress } from '../../domain/addresses'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { Locale, Welcome } from '../../domain/vocabulary'
import { saveTemporaryCredential } from '../../store/accounts'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { keepRegistered } from '../imports/keeping'
import { knownPeople, shownTo } from '../inviting/address-fates'
import { demandPreset } from '../inviting/preset'
import { demandInviting } from '../inviting/inviting-access'
import { demandServices, queueMessage } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { prepareTaskGiving } from '../tasks/task-giving'
import { type NewPassword, newTemporary } from './temporary-password'

/** Of the first temporary password of somebody. */
export const FIRST_GENERATION = 1

export interface Registration {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly position: string
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
  readonly startsOn: string | null
  readonly withoutConfirmation: boolean
  readonly locale: Locale
  readonly welcome: Welcome
}

/**
 * R1, R3, S3: puts somebody who works here into the directory, active or waiting (N1), never invited, with a temporary
 * password; by mail service a welcome goes out. Where the address is here already nobody is added and whose it is comes
 * back (S6). Throws NOT_ALLOWED (A1, Z11, R3), PLACE_NOT_ALLOWED, NOT_FOUND, INVALID_INPUT on `email`, VAULT_LOCKED, and for
 * the mail service MAIL_ACCOUNT_MISSING or MAIL_PASSWORD_MISSING; then nothing is kept.
 */
export async function register(context: ServiceContext, actor: Actor, input: Registration): Promise<RegisterResult> {
  const { clock, store, vault } = context
  // Asked here too: hashing costs much, and only who may add somebody causes it.
  await demandInviting(store.reader, actor, input.withoutConfirmation)
  const { email, problem } = readAddress(input.email)
  if (email === null) throw fieldRefusal('email', problem)
  const id = newId(context)
  const made = await newTemporary(context, id, FIRST_GENERATION - 1)

  const result = await store.write(async (writer): Promise<RegisterResult> => {
    const rules = await demandInviting(writer, actor, input.withoutConfirmation)
    const { departmentIds, workgroupIds } = await demandPlaces(writer, input, rules.scope)
    const owner = (await knownPeople(writer, [email])).get(email)
    if (owner) return { fate: owner.status, ...shownTo(actor, owner) }
    if (input.welcome === 'mail-service') await demandServices(writer, vault, [email])

    const { firstName, lastName, locale, position, startsOn, welcome } = input
    const needsApproval = rules.require_confirmation === 1 && !input.withoutConfirmation
    const newcomer = { id, firstName, lastName, email, phone: null, position, startsOn, departmentIds, workgroupIds }
    const [kept] = await keepRegistered(
      writer,
      context,
      { actor, locale, needsApproval, addedBy: actor.personId },
      [newcomer],
      { action: 'person.registered', details: { welcome } },
    )
    if (kept?.status !== 'active' && kept?.status !== 'pending') throw new Error('Nobody was registered')
    const at = clock.now()
    await saveTemporaryCredential(writer, id, made.credential, at)
    const giveTasks = await prepareTaskGiving(writer, context)
    await giveTasks([{ personId: id, kind: 'employee', departmentIds, inviterId: actor.personId }])
    const person = { id, name: kept.name, login: email, locale }
    await sendWelcome(writer, context, actor, person, welcome, made)
    const given = shownOnce(person, welcome, made)
    return { fate: 'new', status: kept.status, pendingReason: kept.reason, given }
  })
  if (result.fate === 'new') {
    context.changes.announce('people', 'counters', 'structure', 'workgroups', 'messages', 'activity')
  }
  return result
}

async function demandPlaces(writer: Writer, input: Registration, scope: Parameters<typeof demandPreset>[2]) {
  const departmentIds = [...new Set(input.departmentIds)]
  const workgroupIds = [...new Set(input.workgroupIds)]
  await demandPreset(writer, { departmentIds, workgroupIds }, scope)
  return { departmentIds, workgroupIds }
}

/** R1: by mail service the welcome goes into the outbox, which fills the password in when it sends. */
export async function sendWelcome(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  person: { readonly id: string; readonly name: string; readonly login: string; readonly locale: Locale },
  welcome: Welcome,
  made: NewPassword,
): Promise<void> {
  if (welcome !== 'mail-service') return
  await queueMessage(writer, context, {
    kind: 'welcome',
    about: null,
    personId: person.id,
    toName: person.name,
    toAddress: person.login,
    locale: person.locale,
    generation: made.credential.generation,
    createdBy: actor.personId,
    at: context.clock.now(),
  })
}

/** R4: what the operator is shown, once; by mail service nobody here needs to see the password. */
export function shownOnce(
  person: { readonly id: string; readonly name: string; readonly login: string },
  welcome: Welcome,
  { credential, password }: NewPassword,
): GivenPassword {
  return {
    personId: person.id,
    name: person.name,
    login: person.login,
    password: welcome === 'mail-service' ? null : password,
    expiresAt: credential.until,
  }
}

export function refuseWithoutEmail(person: { readonly name: string; readonly email: string | null }, welcome: Welcome) {
  if (person.email === null && welcome !== 'sheet') throw new Refusal('ADDRESS_MISSING', { name: person.name })
}
