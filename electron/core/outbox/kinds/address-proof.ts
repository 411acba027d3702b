import english from '../../../../resources/templates/address-proof.en.json'
import russian from '../../../../resources/templates/address-proof.ru.json'
import { proofCode } from '../../domain/address-proof'
import { fillMailText } from '../../domain/mail-templates'
import { Refusal } from '../../domain/refusal'
import { findProof } from '../../store/address-proofs'
import { readInvitingRules } from '../../store/invitations'
import type { Reader } from '../../store/store'
import type { ClaimedMessage, FilledText, KindParts, MessageKindOf } from './kind'

const TEXTS = { en: english, ru: russian }

/**
 * The code that proves an address (L5). It is worth sending as long as it is the newest one and opens something; an address
 * that was known before gets a message that says so, and no code (J5).
 */
export function addressProofKind({ context }: KindParts): MessageKindOf {
  async function fill(reader: Reader, message: ClaimedMessage, portal: string): Promise<FilledText> {
    const proof = await findProof(reader, message.about ?? '')
    const { code, known } = TEXTS[message.locale]
    if (!proof || proof.person_id === null) return fillMailText(known, { portal }, message.locale)
    const secret = context.vault.get('portal-secret')
    if (secret === null) throw new Refusal('VAULT_LOCKED')
    return fillMailText(code, { portal, code: proofCode(secret, proof.id, proof.generation) }, message.locale)
  }

  return {
    needsJoinSite: false,

    async alive(message, at, reader) {
      const proof = await findProof(reader, message.about ?? '')
      if (!proof || proof.generation !== message.generation || proof.expires_at <= at) return false
      return proof.person_id === null || (proof.status === 'pending' && proof.unproved !== null)
    },

    async render(reader, messages) {
      const { name: portal } = await readInvitingRules(reader)
      const filled: FilledText[] = []
      for (const message of messages) filled.push(await fill(reader, message, portal))
      return filled
    },
  }
}
