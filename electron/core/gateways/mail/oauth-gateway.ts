import type { SignInProvider } from '../../domain/mail-presets'

/** The application a company has registered with its provider, in whose name Usher signs in. */
export interface OAuthApplication {
  readonly provider: SignInProvider
  readonly clientId: string
  /** Microsoft: the directory's id or domain; empty: any organisation. */
  readonly tenant: string
  /** Empty where the application has none. */
  readonly clientSecret: string
  /** The mailbox that is signed in to. */
  readonly username: string
}

/** What a sign-in brings; kept in the vault. */
export interface MailTokens {
  readonly accessToken: string
  /** Milliseconds UTC. */
  readonly accessUntil: number
  readonly refreshToken: string
}

export type SignInProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'signed-in'; readonly tokens: MailTokens }
  | { readonly kind: 'refused' | 'expired' }
  | { readonly kind: 'failed'; readonly answer: string }

/** A sign-in that waits for somebody at the provider's page. */
export interface PendingSignIn {
  /** What is typed in there; null where the page comes back by itself. */
  readonly userCode: string | null
  readonly address: string
  /** Milliseconds UTC. */
  readonly expiresAt: number
  /** Asks the provider, but no more often than it allows. Never rejects. */
  poll(): Promise<SignInProgress>
  close(): void
}

/**
 * Why no token could be had, with what was said and no secret in it. `refused`: the provider will not give one until
 * somebody signs in again; `unreachable`: it did not answer, which may be over soon.
 */
export class OAuthFailure extends Error {
  constructor(
    readonly kind: 'refused' | 'unreachable',
    readonly answer: string,
  ) {
    super(`${kind}: ${answer}`)
    this.name = 'OAuthFailure'
  }
}

/** How tokens for a mailbox are had from its provider. */
export interface MailOAuth {
  /** Throws OAuthFailure. */
  begin(application: OAuthApplication): Promise<PendingSignIn>
  /** Throws OAuthFailure; the refresh token may be a new one. */
  refresh(application: OAuthApplication, refreshToken: string): Promise<MailTokens>
}
