import { can } from '../../domain/access'
import { codeLife } from '../../domain/hand-over'
import { deriveToken, matches, parseCode, type ParsedCode } from '../../domain/join-codes'
import { Refusal } from '../../domain/refusal'
import type { CodeLife } from '../../domain/vocabulary'
import { findPrintedInvitation } from '../../store/desk'
import { findVariantByHandle } from '../../store/joining'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** Links that an invitation may have had before and that are still told from a mistyped one. */
const REMEMBERED = 200

/** A code that was read off a sheet. */
export interface PrintedCode {
  readonly invitationId: string
  /** Of the link that is printed, which may be an older one. */
  readonly generation: number
  readonly person: { readonly id: string; readonly name: string }
  readonly life: CodeLife
  /** When it stopped, in milliseconds UTC: accepted, expired or withdrawn. */
  readonly endedAt: number | null
}

/**
 * Z3: whose sheet the scanned or typed text is of. To who may not see that person it is as unknown as one that never was
 * (A2). Tries are not limited here: whoever may see the person may be shown the link as well, and nobody else learns
 * anything. Throws VAULT_LOCKED.
 */
export async function readPrintedCode(
  context: ServiceContext,
  reader: Reader,
  actor: Actor,
  text: string,
): Promise<PrintedCode | 'open-link' | 'unknown' | 'no-code'> {
  const code = parseCode(text)
  if (!code) return 'no-code'
  const found = await findPrintedInvitation(reader, code.handle)
  if (!found) return (await isOpenLink(context, reader, code)) ? 'open-link' : 'unknown'
  const generation = generationOf(secretOf(context), code, found)
  const { ended_at, expires_at, id, invited_by, name, person_id, state, status } = found
  if (generation === null || !can(actor, 'people.see', { id: person_id, status, invitedBy: invited_by }))
    return 'unknown'
  const replaced = generation < found.generation
  const life = codeLife({ state, status, replaced, expiresAt: expires_at }, context.clock.now())
  const ended: Readonly<Record<CodeLife, number | null>> = {
    live: null,
    replaced: null,
    accepted: ended_at,
    withdrawn: ended_at,
    expired: expires_at,
  }
  return { invitationId: id, generation, person: { id: person_id, name }, life, endedAt: ended[life] }
}

function secretOf({ vault }: ServiceContext): string {
  const secret = vault.get('portal-secret')
  if (secret === null) throw new Refusal('VAULT_LOCKED')
  return secret
}

/** Which of the invitation's links the code is of, the newest first; null: of none. */
function generationOf(
  secret: string,
  code: ParsedCode,
  { generation, handle, id }: { readonly id: string; readonly handle: string; readonly generation: number },
): number | null {
  const oldest = Math.max(1, generation - REMEMBERED)
  for (let each = generation; each >= oldest; each -= 1) {
    if (matches(code, deriveToken(secret, id, each, handle))) return each
  }
  return null
}

async function isOpenLink(context: ServiceContext, reader: Reader, code: ParsedCode): Promise<boolean> {
  const variant = await findVariantByHandle(reader, code.handle)
  if (!variant) return false
  return generationOf(secretOf(context), code, variant) !== null
}
