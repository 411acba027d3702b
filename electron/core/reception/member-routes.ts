import type { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type FieldProblem, Refusal, type RefusalCode } from '../domain/refusal'
import type { Membership } from '../services/accounts/accounts'
import { readForm, show } from './answers'
import type { JoinSiteContext, JoinSiteEnv, ReceptionParts, JoinSitePlace } from './join-site-env'
import type { TextKey } from './languages'
import { memberPage, signInPage } from './pages/member-pages'
import { passwordPage } from './pages/password-page'
import type { RateLimits } from './rate-limits'
import { createSessions, type Session } from './sessions'

/** Longest login kept when the form comes back, in UTF-16 code units. */
const KEPT = 320

/** S4: what the page says for each reason. Only the first of them is said to those who do not know the password. */
const REASONS: Readonly<Partial<Record<RefusalCode, TextKey>>> = {
  WRONG_CREDENTIALS: 'signIn.wrong',
  SIGN_IN_INVITED: 'signIn.invited',
  SIGN_IN_PENDING: 'signIn.pending',
  SIGN_IN_DISMISSED: 'signIn.dismissed',
  PASSWORD_EXPIRED: 'signIn.expired',
}

/** Signing in, choosing a password in place of a temporary one, and who I am (A4, S4, R2, A2). */
export function addMemberRoutes(
  site: Hono<JoinSiteEnv>,
  parts: ReceptionParts,
  place: JoinSitePlace,
  limits: RateLimits,
): void {
  const sessions = createSessions(() => parts.clock.now(), parts.randomness)
  const secure = place.origins[0]?.startsWith('https:') ?? false
  // The prefix makes the browser itself refuse the cookie from a sub-domain or over http.
  const cookie = secure ? '__Host-usher_session' : 'usher_session'
  const options = { httpOnly: true, sameSite: 'Lax', path: '/', secure } as const

  site.get('/sign-in', (context) => show(parts, context, (page) => signInPage(page, '', [], null)))

  site.post('/sign-in', async (context) => {
    const read = await readForm(context)
    const [login, password] = [read('login'), read('password')]
    const again = (problems: readonly FieldProblem[], said: TextKey | null) =>
      show(parts, context, (page) => signInPage(page, login.slice(0, KEPT), problems, said), 422)
    const missing = [
      ...(login.trim() === '' ? [{ field: 'login', code: 'REQUIRED' } as const] : []),
      ...(password === '' ? [{ field: 'password', code: 'REQUIRED' } as const] : []),
    ]
    if (missing.length > 0) return again(missing, null)

    const attempt = await limits.begin('wrongPassword', context.get('client'))
    if (attempt.wait > 0) throw new Refusal('WAIT_BEFORE_NEXT_TRY', { seconds: Math.ceil(attempt.wait / 1_000) })
    let turnedOut: 'right' | 'wrong' = 'wrong'
    try {
      const { actor, temporaryGeneration } = await parts.accounts.signIn(login, password, 'join-site')
      turnedOut = 'right'
      begin(context, actor.personId, temporaryGeneration)
      return context.redirect(temporaryGeneration === null ? '/me' : '/password', 303)
    } catch (error) {
      const said = error instanceof Refusal ? REASONS[error.code] : undefined
      if (!said) throw error
      return again([], said)
    } finally {
      attempt.end(turnedOut)
    }
  })

  /** R2: choosing an own password is all that a session opened with a temporary one is good for. */
  site.get('/password', (context) =>
    asMember(context, ({ session }) =>
      session.temporaryGeneration === null
        ? context.redirect('/me', 303)
        : show(parts, context, (page) => passwordPage(page, [])),
    ),
  )

  site.post('/password', (context) =>
    asMember(context, async ({ session: { personId, temporaryGeneration } }) => {
      if (temporaryGeneration === null) return context.redirect('/me', 303)
      const read = await readForm(context)
      const [next, again] = [read('next'), read('nextAgain')]
      const refuse = (problems: readonly FieldProblem[]) =>
        show(parts, context, (page) => passwordPage(page, problems), 422)
      if (next === '') return refuse([{ field: 'next', code: 'REQUIRED' }])
      if (next !== again) return refuse([{ field: 'nextAgain', code: 'PASSWORDS_DIFFER' }])
      try {
        await parts.accounts.choosePassword(personId, { next, temporaryGeneration, origin: 'join-site' })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (error.code === 'INVALID_INPUT') return refuse(error.fields)
        const said = REASONS[error.code] ?? 'signIn.again'
        end(context)
        return show(parts, context, (page) => signInPage(page, '', [], said), 422)
      }
      // A token that was worth little is never the one that is worth more.
      begin(context, personId, null)
      return context.redirect('/me', 303)
    }),
  )

  site.get('/me', (context) =>
    asMember(context, ({ member, session }) =>
      session.temporaryGeneration === null
        ? show(parts, context, (page) => memberPage(page, member))
        : context.redirect('/password', 303),
    ),
  )

  site.post('/sign-out', (context) => leave(context))

  /** Answers whoever is signed in; everybody else is led to where they sign in. */
  async function asMember(
    context: JoinSiteContext,
    respond: (who: { readonly member: Membership; readonly session: Session }) => Response | Promise<Response>,
  ): Promise<Response> {
    const session = sessions.find(getCookie(context, cookie))
    const member = session ? await parts.accounts.membership(session.personId) : null
    // Dismissed meanwhile, or the password was changed: the session is worth nothing any more (S4, R2).
    const current =
      member?.temporaryGeneration === session?.temporaryGeneration &&
      (member?.passwordChangedAt ?? 0) <= (session?.startedAt ?? 0)
    return session && member && current ? await respond({ member, session }) : leave(context)
  }

  function begin(context: JoinSiteContext, personId: string, temporaryGeneration: number | null): void {
    sessions.end(getCookie(context, cookie))
    setCookie(context, cookie, sessions.start(personId, temporaryGeneration), options)
  }

  function end(context: JoinSiteContext): void {
    const token = getCookie(context, cookie)
    sessions.end(token)
    if (token !== undefined) deleteCookie(context, cookie, options)
  }

  function leave(context: JoinSiteContext): Response {
    end(context)
    return context.redirect('/sign-in', 303)
  }
}
