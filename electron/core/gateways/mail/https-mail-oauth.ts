import { beginBrowserSignIn } from './browser-sign-in'
import { beginDeviceSignIn } from './device-sign-in'
import { type MailOAuth, OAuthFailure } from './oauth-gateway'
import { type EndpointsOf, realEndpoints } from './oauth-endpoints'
import { postForm, reasonOf, tokenAnswer, tokensOf } from './oauth-requests'

export interface HttpsMailOAuthOptions {
  /** Milliseconds UTC. */
  readonly now: () => number
  /** Where to ask instead of the providers' own addresses. */
  readonly endpointsOf?: EndpointsOf
}

/** Refusals after which only a person can help; anything else may be over at the next try (RFC 6749 §5.2). */
const FINAL = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'interaction_required',
  'consent_required',
])

/** Tokens from Microsoft and Google: by a code where the provider allows it for mail, else by the browser. */
export function createHttpsMailOAuth({ now, endpointsOf = realEndpoints }: HttpsMailOAuthOptions): MailOAuth {
  return {
    async begin(application) {
      const endpoints = endpointsOf(application.provider, application.tenant)
      const { device } = endpoints
      return device === null
        ? beginBrowserSignIn(application, endpoints, now)
        : beginDeviceSignIn(application, { ...endpoints, device }, now)
    },

    async refresh({ clientId, clientSecret, provider, tenant }, refreshToken) {
      const { scope, token } = endpointsOf(provider, tenant)
      const fields = { grant_type: 'refresh_token', refresh_token: refreshToken, scope }
      const answer = await postForm(token, { ...fields, client_id: clientId, client_secret: clientSecret }, tokenAnswer)
      if ('error' in answer)
        throw new OAuthFailure(FINAL.has(answer.error) ? 'refused' : 'unreachable', reasonOf(answer))
      const tokens = tokensOf(answer, now(), refreshToken)
      if (!tokens) throw new OAuthFailure('refused', 'no refresh token')
      return tokens
    },
  }
}
