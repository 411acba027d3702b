import type { SignInProvider } from '../../domain/mail-presets'

/** Where a provider is asked, and what for. */
export interface OAuthEndpoints {
  /** For sign-in with a code typed in elsewhere; null: the provider allows none for mail. */
  readonly device: string | null
  /** The page of sign-in in the browser of this computer. */
  readonly authorize: string
  readonly token: string
  readonly scope: string
}

export type EndpointsOf = (provider: SignInProvider, tenant: string) => OAuthEndpoints

/** The providers' own addresses. Google gives no mail scope to its device flow, only to a browser on this computer. */
export const realEndpoints: EndpointsOf = (provider, tenant) => {
  if (provider === 'google') {
    return {
      device: null,
      authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
      token: 'https://oauth2.googleapis.com/token',
      scope: 'https://mail.google.com/',
    }
  }
  const base = `https://login.microsoftonline.com/${encodeURIComponent(tenant === '' ? 'organizations' : tenant)}/oauth2/v2.0`
  return {
    device: `${base}/devicecode`,
    authorize: `${base}/authorize`,
    token: `${base}/token`,
    scope: 'https://outlook.office.com/SMTP.Send offline_access',
  }
}
