import { deriveToken, matches, type ParsedCode, parseCode } from '../../domain/join-codes'
import { Refusal } from '../../domain/refusal'
import {
  findInvitationByHandle,
  findVariantByHandle,
  type InvitationForJoining,
  type VariantForJoining,
} from '../../store/joining'
import type { Reader } from '../../store/store'
import { readThrottle } from '../../store/throttle'
import { waitLeft } from '../../domain/throttle'
import type { ServiceContext } from '../service-context'
import { createThrottling, throttleKey } from '../accounts/throttling'

/** What a working code leads to. */
export type JoinTarget =
  | { readonly kind: 'invitation'; readonly invitation: InvitationForJoining }
  | { readonly kind: 'open-link'; readonly variant: VariantForJoining }

/** Everything that is dead is dead in the same words: what became of it is nobody's business (J4). */
export function deadLink(): Refusal {
  return new Refusal('LINK_DEAD')
}

/** Reads a code or link as typed. Throws LINK_DEAD where it is none. */
export function demandCode(text: string): ParsedCode {
  const code = parseCode(text)
  if (!code) throw deadLink()
  return code
}

/**
 * What the code leads to now, read inside the caller's transaction or outside of one. Null when nothing has this code
 * any more: used, replaced, expired, deleted, switched off, full (J4, L1, L3, L7).
 */
export async function findTarget(
  context: ServiceContext,
  reader: Reader,
  code: ParsedCode,
): Promise<JoinTarget | null> {
  const secret = context.vault.get('portal-secret')
  if (secret === null) throw new Refusal('VAULT_LOCKED')
  const now = context.clock.now()
  const invitation = await findInvitationByHandle(reader, code.handle)
  const variant = invitation ? undefined : await findVariantByHandle(reader, code.handle)
  const known = invitation ?? variant ?? { id: '', generation: 0, handle: code.handle }
  const right = matches(code, deriveToken(secret, known.id, known.generation, known.handle))
  if (!right) return null
  if (invitation) return isOver(invitation.expires_at, now) ? null : { kind: 'invitation', invitation }
  if (!variant || variant.enabled === 0 || isOver(variant.valid_until, now)) return null
  const { maximum_registrations: maximum, registrations } = variant
  return maximum !== null && registrations >= maximum ? null : { kind: 'open-link', variant }
}

function isOver(end: number | null, now: number): boolean {
  return end !== null && end <= now
}

/**
 * What the code leads to, with tries limited (J5). A link carries 130 bits and needs no limit; a short code carries 50,
 * so that wrong ones make the next try at the same invitation wait. Throws LINK_DEAD or LINK_TRY_LATER {seconds}.
 */
export async function identify(context: ServiceContext, code: ParsedCode): Promise<JoinTarget> {
  const key = throttleKey('code', code.handle)
  const { reader } = context.store
  if (code.kind === 'short') {
    const left = waitLeft(await readThrottle(reader, key), context.clock.now())
    if (left > 0) throw new Refusal('LINK_TRY_LATER', { seconds: Math.ceil(left / 1_000) })
  }
  const target = await findTarget(context, reader, code)
  if (target) return target
  if (code.kind === 'short') await createThrottling(context).begin(key, 'LINK_TRY_LATER')
  throw deadLink()
}
