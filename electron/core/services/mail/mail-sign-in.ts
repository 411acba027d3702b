import type { SignInState, StartedSignIn } from '../../../contract/mail-account'
import { isSignInProvider } from '../../domain/mail-presets'
import { Refusal } from '../../domain/refusal'
import type { MailTokenSource } from '../../gateways/mail/mail-gateway'
import { type MailOAuth, type MailTokens, OAuthFailure, type PendingSignIn } from '../../gateways/mail/oauth-gateway'
import { recordAudit } from '../../store/audit'
import { readMailAccount } from '../../store/messages'
import { releaseWaiting } from '../../store/outbox-channels'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { keepSignIn, readSignIn, sameSignIn, type SignInRecord } from './mail-sign-in-record'

/** A token that ends sooner is renewed before it is used, in milliseconds. */
const MARGIN = 60_000

/** Signing in with the mail provider instead of a password (XOAUTH2), and the tokens that come of it. */
export interface MailSignIn extends MailTokenSource {
  begin(): Promise<StartedSignIn>
  /** The page of the sign-in that waits. Throws NOT_FOUND. */
  page(): string
  state(actor: Actor): Promise<SignInState>
  cancel(): void
  /** Forgets the tokens; the application's secret stays. */
  signOut(): void
}

export function createMailSignIn(context: ServiceContext, oauth: MailOAuth): MailSignIn {
  const { changes, clock, log, store, vault } = context
  let pending: { readonly signIn: PendingSignIn; readonly record: SignInRecord } | null = null
  /** How often a sign-in was begun or given up: one that takes a while to begin may have been overtaken. */
  let attempts = 0
  let refreshing: Promise<MailTokens> | null = null

  function cancel(): void {
    attempts += 1
    pending?.signIn.close()
    pending = null
  }

  async function accept(actor: Actor, record: SignInRecord, tokens: MailTokens): Promise<void> {
    const now = readSignIn(vault)
    // The account was changed meanwhile: these tokens are not for it.
    if (!now || !sameSignIn(now, record)) throw new Refusal('STATE_NOT_ALLOWED', { status: 'changed' })
    keepSignIn(vault, { ...now, tokens })
    await store.write(async (writer) => {
      const at = clock.now()
      await releaseWaiting(writer, 'mail', at)
      await recordAudit(writer, at, {
        actor,
        origin: 'console',
        action: 'mail-account.signed-in',
        subject: null,
        details: { user: record.username },
      })
    })
    changes.announce('settings', 'messages', 'activity')
  }

  /** One renewal at a time, whoever asks: a provider may take a refresh token once only. */
  async function renewed(record: SignInRecord, tokens: MailTokens): Promise<MailTokens> {
    try {
      const next = await oauth.refresh(record, tokens.refreshToken)
      replace(record, tokens, next)
      return next
    } catch (error) {
      if (!(error instanceof OAuthFailure)) {
        log.error('The sign-in of the mail account could not be renewed', error)
        throw new OAuthFailure('unreachable', '')
      }
      log.warn('The sign-in of the mail account was not renewed', { kind: error.kind, answer: error.answer })
      if (error.kind === 'refused' && replace(record, tokens, null)) changes.announce('settings')
      throw error
    }
  }

  /** False where these tokens are no longer those of the account: somebody has signed in anew, or out, since. */
  function replace(record: SignInRecord, tokens: MailTokens, next: MailTokens | null): boolean {
    const now = readSignIn(vault)
    if (!now || !sameSignIn(now, record) || now.tokens?.refreshToken !== tokens.refreshToken) return false
    keepSignIn(vault, { ...now, tokens: next })
    return true
  }

  return {
    cancel,

    async begin() {
      cancel()
      const own = attempts
      const account = await readMailAccount(store.reader)
      if (!account) throw new Refusal('MAIL_ACCOUNT_MISSING')
      const record = readSignIn(vault)
      if (account.sign_in !== 'oauth' || !isSignInProvider(account.preset) || !record) {
        throw new Refusal('STATE_NOT_ALLOWED', { status: account.sign_in })
      }
      try {
        const signIn = await oauth.begin(record)
        if (own !== attempts) {
          signIn.close()
          throw new Refusal('STATE_NOT_ALLOWED', { status: 'overtaken' })
        }
        pending = { signIn, record }
        return { userCode: signIn.userCode, verificationAddress: signIn.address, expiresAt: signIn.expiresAt }
      } catch (error) {
        if (!(error instanceof OAuthFailure)) throw error
        const code = error.kind === 'refused' ? 'SIGN_IN_NOT_TAKEN' : 'SIGN_IN_UNREACHABLE'
        throw new Refusal(code, { answer: error.answer })
      }
    },

    page() {
      if (!pending) throw new Refusal('NOT_FOUND')
      return pending.signIn.address
    },

    async state(actor) {
      const current = pending
      if (!current) return { state: readSignIn(vault)?.tokens ? 'signed-in' : 'none', answer: null }
      const progress = await current.signIn.poll()
      if (progress.kind === 'waiting' || pending !== current) return { state: 'waiting', answer: null }
      cancel()
      if (progress.kind === 'signed-in') await accept(actor, current.record, progress.tokens)
      return { state: progress.kind, answer: progress.kind === 'failed' ? progress.answer : null }
    },

    signOut() {
      const record = readSignIn(vault)
      if (record?.tokens && replace(record, record.tokens, null)) changes.announce('settings')
    },

    async token(renew) {
      const record = readSignIn(vault)
      if (!record?.tokens) throw new OAuthFailure('refused', '')
      if (!renew && !refreshing && record.tokens.accessUntil > clock.now() + MARGIN) return record.tokens.accessToken
      refreshing ??= renewed(record, record.tokens).finally(() => {
        refreshing = null
      })
      return (await refreshing).accessToken
    },
  }
}
