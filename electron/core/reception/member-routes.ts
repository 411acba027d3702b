import type { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type FieldProblem, Refusal, type RefusalCode } from '../domain/refusal'
import { readForm, show } from './answers'
import type { JoinSiteContext, JoinSiteEnv, ReceptionParts, JoinSitePlace } from './join-site-env'
import type { TextKey } from './languages'
import { memberPage, signInPage } from './pages/member-pages'
import type { RateLimits } from './rate-limits'
import { createSessions } from './sessions'

/** Longest login kept when the form comes back, in UTF-16 code units. */
const KEPT = 320

/** S4: what the page says for each reason. Only the first of them is said to those who do not know the password. */
const REASONS: Readonly<Partial<Record<RefusalCode, TextKey>>> = {
  WRONG_CREDENTIALS: 'signIn.wrong',
  SIGN_IN_INVITED: 'signIn.invited',
  SIGN_IN_PENDING: 'signIn.pending',
  SIGN_IN_DISMISSED: 'signIn.dismissed',
}

/** Signing in and who I am (A4, S4, A2). */
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

    const client = context.get('client')
    const wait = limits.take('wrongPassword', client)
    if (wait > 0) throw new Refusal('WAIT_BEFORE_NEXT_TRY', { seconds: Math.ceil(wait / 1_000) })
    try {
      const actor = await parts.accounts.signIn(login, password, 'join-site')
      limits.giveBack('wrongPassword', client)
      sessions.end(getCookie(context, cookie))
      setCookie(context, cookie, sessions.start(actor.personId), options)
      return context.redirect('/me', 303)
    } catch (error) {
      const said = error instanceof Refusal ? REASONS[error.code] : undefined
      if (!said) throw error
      return again([], said)
    }
  })

  site.get('/me', async (context) => {
    const token = getCookie(context, cookie)
    const session = sessions.find(token)
    const member = session ? await parts.accounts.membership(session.personId) : null
    // Dismissed meanwhile, or the password was changed: the session is worth nothing any more (S4).
    if (!session || !member || member.passwordChangedAt > session.startedAt) return leave(context, token)
    return show(parts, context, (page) => memberPage(page, member))
  })

  site.post('/sign-out', (context) => leave(context, getCookie(context, cookie)))

  function leave(context: JoinSiteContext, token: string | undefined): Response {
    sessions.end(token)
    if (token !== undefined) deleteCookie(context, cookie, options)
    return context.redirect('/sign-in', 303)
  }
}
