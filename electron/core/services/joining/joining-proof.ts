import {
  isProofOver,
  PROOF_LIFE,
  PROOF_TRIES,
  proofCode,
  readProofCode,
  sameProofCode,
} from '../../domain/address-proof'
import { DAY } from '../../domain/days'
import { isListed } from '../../domain/listed-domains'
import { maskAddress } from '../../domain/masking'
import { Refusal } from '../../domain/refusal'
import type { Locale, PersonKind, Unproved } from '../../domain/vocabulary'
import {
  countWrongProof,
  findProof,
  forgetProofs,
  insertProof,
  type ProofRow,
  readListedDomains,
  renewProof,
} from '../../store/address-proofs'
import { recordAudit } from '../../store/audit'
import { updatePerson } from '../../store/people'
import { seatFreeFor } from '../../store/seats'
import type { Reader, Writer } from '../../store/store'
import { detailsOf, type JoinPlace, placeDetails } from './joining-acts'
import { deadLink, type JoinTarget } from './joining-links'
import type { Login } from '../accounts/logins'
import { demandMailService, queueMessage } from '../messages/outgoing-messages'
import type { ServiceContext } from '../service-context'
import { tellInviter } from '../inviting/telling-inviter'
import { createThrottling, throttleKey } from '../accounts/throttling'

const ID_BYTES = 16

/** Where somebody stands whose address is to be proved. `over`: the code is dead and another may be asked for. */
export type ProofState =
  | { readonly kind: 'open' | 'over'; readonly address: string }
  | { readonly kind: 'settled'; readonly status: 'active' | 'pending'; readonly seatFree: boolean }

/** What sending a code led to; `left`: how many tries there are still. */
export type ProofAnswer = ProofState | { readonly kind: 'wrong'; readonly address: string; readonly left: number }

/**
 * L5: what registering this address asks for beside approval: a code mailed to it, or nothing because no mail service could
 * carry one; null: the domain is not listed, or nobody approves anyway.
 */
export async function provingOf(
  context: ServiceContext,
  target: JoinTarget,
  login: Login | null,
): Promise<Unproved | null> {
  const asked = target.kind === 'open-link' && target.variant.require_confirmation === 1
  if (!asked || !login || !('email' in login)) return null
  const { reader } = context.store
  if (!isListed(await readListedDomains(reader), login.email)) return null
  return (await canMailCodes(context, reader)) ? 'code-sent' : 'no-mail-service'
}

/** Whether a code could be mailed now. */
export async function canMailCodes({ vault }: ServiceContext, reader: Reader): Promise<boolean> {
  try {
    await demandMailService(reader, vault)
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'VAULT_UNREADABLE') return false
    throw error
  }
}

/** J5: counts a code asked for an address, whoever asks and whether it is known or not. Throws LINK_TRY_LATER {seconds}. */
export async function demandAnotherCode(context: ServiceContext, address: string): Promise<void> {
  await createThrottling(context).begin(throttleKey('address-proof', address), 'LINK_TRY_LATER')
}

/**
 * Begins a proof and mails its code, in the transaction of the registration. `personId` is null for an address that was
 * there already: it gets the same page and a message without code (J5). Returns the id that finds the page.
 */
export async function beginProof(
  context: ServiceContext,
  writer: Writer,
  proof: { readonly personId: string | null; readonly address: string; readonly locale: Locale },
): Promise<string> {
  const now = context.clock.now()
  await forgetProofs(writer, now - DAY)
  const id = Buffer.from(context.randomness.bytes(ID_BYTES)).toString('base64url')
  await insertProof(writer, {
    id,
    person_id: proof.personId,
    address: proof.address,
    generation: 1,
    tries: 0,
    created_at: now,
    expires_at: now + PROOF_LIFE,
  })
  await mailCode(
    context,
    writer,
    { id, generation: 1, person_id: proof.personId, address: proof.address },
    proof.locale,
  )
  return id
}

/** What the page of a proof shows. Throws LINK_DEAD for an id that nothing has. */
export async function readProof(context: ServiceContext, reader: Reader, id: string): Promise<ProofState> {
  const proof = await findProof(reader, id)
  if (!proof) throw deadLink()
  return stateOf(proof, context.clock.now())
}

/**
 * Takes a code. The right one confirms the person by itself, or leaves them waiting for a seat (N1); where the domain is not
 * listed any more they go on waiting for an administrator. Throws LINK_DEAD for an id that nothing has.
 */
export async function proveAddress(
  context: ServiceContext,
  writer: Writer,
  id: string,
  typed: string,
  place: JoinPlace,
): Promise<ProofAnswer> {
  const proof = await findProof(writer, id)
  if (!proof) throw deadLink()
  const now = context.clock.now()
  const state = stateOf(proof, now)
  if (state.kind !== 'open') return state
  const code = readProofCode(typed)
  const right = code !== null && sameProofCode(code, codeOf(context, proof))
  // A proof without a person is wrong whatever is typed, and counts as every other wrong one.
  if (!right || !isWaiting(proof)) {
    await countWrongProof(writer, id)
    const left = PROOF_TRIES - proof.tries - 1
    return left > 0 ? { kind: 'wrong', address: state.address, left } : { kind: 'over', address: state.address }
  }
  const settled = await settle(writer, proof, place, now)
  if (settled.status === 'active') await tellInviter(writer, context, proof.person_id, null)
  return settled
}

/**
 * Mails another code in place of the one before; false where no code can be mailed any more. Throws LINK_DEAD, or
 * LINK_TRY_LATER {seconds} (J5).
 */
export async function renewCode(context: ServiceContext, id: string, locale: Locale): Promise<boolean> {
  const { reader } = context.store
  const before = await findProof(reader, id)
  if (!before) throw deadLink()
  const now = context.clock.now()
  if (stateOf(before, now).kind === 'settled' || !(await canMailCodes(context, reader))) return false
  await demandAnotherCode(context, before.address)
  await context.store.write(async (writer) => {
    await renewProof(writer, id, now, now + PROOF_LIFE)
    const proof = await findProof(writer, id)
    if (!proof) throw deadLink()
    await mailCode(context, writer, proof, locale)
  })
  return true
}

type WaitingProof = ProofRow & {
  readonly person_id: string
  readonly name: string
  readonly kind: PersonKind
  readonly status: 'pending'
}

/** Whether the proof is about somebody who waits for it, under the very address that the code went to. */
function isWaiting(proof: ProofRow): proof is WaitingProof {
  return proof.status === 'pending' && proof.unproved !== null && proof.email === proof.address
}

function stateOf(proof: ProofRow, now: number): ProofState {
  const { pending_reason, person_id, status } = proof
  if (person_id !== null && !isWaiting(proof) && (status === 'active' || status === 'pending')) {
    return { kind: 'settled', status, seatFree: pending_reason !== 'no-seat' }
  }
  const over = isProofOver({ expiresAt: proof.expires_at, tries: proof.tries }, now)
  return { kind: over ? 'over' : 'open', address: maskAddress(proof.address) }
}

/** L5, S5: the portal itself confirms who has proved an address of a listed domain. */
async function settle(
  writer: Writer,
  proof: WaitingProof,
  place: JoinPlace,
  now: number,
): Promise<ProofState & { readonly kind: 'settled' }> {
  const person = { id: proof.person_id, name: proof.name, kind: proof.kind, status: proof.status }
  const listed = isListed(await readListedDomains(writer), proof.address)
  const seatFree = await seatFreeFor(writer, person)
  const active = listed && seatFree
  const reason = listed ? ('no-seat' as const) : ('approval' as const)
  await updatePerson(
    writer,
    person,
    active
      ? { status: 'active', pending_reason: null, unproved: null, joined_at: now }
      : { pending_reason: reason, unproved: null },
  )
  const entry = { actor: null, origin: 'join-site', subject: person } as const
  const outcome = { status: active ? ('active' as const) : ('pending' as const), reason: active ? null : reason }
  await recordAudit(writer, now, { ...entry, action: 'person.address-proved', details: detailsOf(outcome, place) })
  if (active) await recordAudit(writer, now, { ...entry, action: 'person.confirmed', details: placeDetails(place) })
  return { kind: 'settled', status: active ? 'active' : 'pending', seatFree: reason !== 'no-seat' || active }
}

function codeOf(context: ServiceContext, proof: Pick<ProofRow, 'id' | 'generation'>): string {
  const secret = context.vault.get('portal-secret')
  if (secret === null) throw new Refusal('VAULT_LOCKED')
  return proofCode(secret, proof.id, proof.generation)
}

async function mailCode(
  context: ServiceContext,
  writer: Writer,
  proof: Pick<ProofRow, 'id' | 'generation' | 'person_id' | 'address'>,
  locale: Locale,
): Promise<void> {
  await queueMessage(writer, context, {
    kind: 'address-proof',
    about: proof.id,
    personId: proof.person_id,
    toName: '',
    toAddress: proof.address,
    locale,
    generation: proof.generation,
    createdBy: null,
    at: context.clock.now(),
  })
}
