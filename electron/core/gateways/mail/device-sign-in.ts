import { z } from 'zod'
import { isSignInPage } from '../../domain/mail-presets'
import { type OAuthApplication, OAuthFailure, type PendingSignIn, type SignInProgress } from './oauth-gateway'
import type { OAuthEndpoints } from './oauth-endpoints'
import { postForm, reasonOf, tokenAnswer, tokensOf } from './oauth-requests'

/** What a device endpoint answers (RFC 8628 §3.2). */
const deviceAnswer = z.union([
  z.object({
    device_code: z.string().min(1),
    user_code: z.string().min(1).max(50),
    verification_uri: z.string().max(500),
    expires_in: z.coerce.number().positive().default(900),
    interval: z.coerce.number().nonnegative().default(5),
  }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
])

/**
 * Signs in by a short code that is typed in at the provider's page, on any device (RFC 8628). Throws OAuthFailure, also
 * where the provider names a page that is not its own.
 */
export async function beginDeviceSignIn(
  application: OAuthApplication,
  endpoints: OAuthEndpoints & { readonly device: string },
  now: () => number,
): Promise<PendingSignIn> {
  const { clientId, clientSecret, provider } = application
  const begun = await postForm(endpoints.device, { client_id: clientId, scope: endpoints.scope }, deviceAnswer)
  if ('error' in begun) throw new OAuthFailure('refused', reasonOf(begun))
  if (!isSignInPage(provider, begun.verification_uri)) throw new OAuthFailure('refused', begun.verification_uri)
  const { device_code } = begun
  const expiresAt = now() + begun.expires_in * 1_000
  let interval = begun.interval * 1_000
  let nextPoll = now() + interval
  let last: SignInProgress = { kind: 'waiting' }

  async function ask(): Promise<SignInProgress> {
    const fields = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code,
      client_id: clientId,
      client_secret: clientSecret,
    }
    const answer = await postForm(endpoints.token, fields, tokenAnswer)
    if (!('error' in answer)) {
      const tokens = tokensOf(answer, now(), null)
      return tokens ? { kind: 'signed-in', tokens } : { kind: 'failed', answer: 'no refresh token' }
    }
    switch (answer.error) {
      case 'slow_down':
        interval += 5_000
        nextPoll += 5_000
        return { kind: 'waiting' }
      case 'authorization_pending':
        return { kind: 'waiting' }
      case 'access_denied':
      case 'authorization_declined':
        return { kind: 'refused' }
      case 'expired_token':
        return { kind: 'expired' }
      default:
        return { kind: 'failed', answer: reasonOf(answer) }
    }
  }

  return {
    userCode: begun.user_code,
    address: begun.verification_uri,
    expiresAt,
    close: () => {},
    async poll() {
      if (last.kind !== 'waiting') return last
      const at = now()
      if (at >= expiresAt) last = { kind: 'expired' }
      else if (at >= nextPoll) {
        nextPoll = at + interval
        try {
          last = await ask()
        } catch (error) {
          // A provider that is out of reach for a moment ends no sign-in.
          if (!(error instanceof OAuthFailure)) throw error
        }
      }
      return last
    },
  }
}
