import type { JoinLink } from '../../contract/invitations'
import { deriveToken, shortCode } from '../domain/join-codes'
import { Refusal } from '../domain/refusal'
import { qrCode } from '../sheets/qr-code'
import type { JoinAddress, ServiceContext } from './service-context'

/** What a link derives from: an invitation, or a variant of the open link with the link's generation. */
export interface LinkSource {
  readonly id: string
  readonly generation: number
  readonly handle: string
}

/** Makes links and codes (J4, M8, L11); nothing of them is stored. */
export interface JoinLinks {
  /** What links start with now. Throws JOIN_ADDRESS_MISSING where nobody could follow one. */
  base(): Promise<string>
  /** Throws VAULT_LOCKED where the portal secret cannot be had. */
  token(source: LinkSource): string
  url(base: string, token: string): string
  /** The same three throw what `base` and `token` throw. */
  forInvitation(invitation: LinkSource & { readonly expires_at: number | null }): Promise<JoinLink>
  forVariant(variant: Omit<LinkSource, 'generation'>, generation: number, validUntil?: number | null): Promise<JoinLink>
}

export function createJoinLinks(context: ServiceContext, joinAddress: JoinAddress): JoinLinks {
  const links: JoinLinks = {
    async base() {
      const base = await joinAddress.current()
      if (base === null) throw new Refusal('JOIN_ADDRESS_MISSING')
      return base
    },
    token({ id, generation, handle }) {
      const secret = context.vault.get('portal-secret')
      if (secret === null) throw new Refusal('VAULT_LOCKED')
      return deriveToken(secret, id, generation, handle)
    },
    url: (base, token) => `${base}/J/${token}`,
    async forInvitation(invitation) {
      return linkOf(links.url(await links.base(), links.token(invitation)), invitation.expires_at)
    },
    async forVariant(variant, generation, validUntil = null) {
      return linkOf(links.url(await links.base(), links.token({ ...variant, generation })), validUntil)
    },
  }
  return links
}

function linkOf(url: string, expiresAt: number | null): JoinLink {
  const token = url.slice(url.lastIndexOf('/') + 1)
  return { url, code: shortCode(token), expiresAt, qr: qrCode(url), onlyHere: isOnlyHere(url) }
}

/** Whether an address of the join site leads nowhere but to this very computer. */
export function isOnlyHere(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/u.test(hostname)
}
