import type { Hono } from 'hono'
import { parseCode } from '../domain/join-codes'
import { Refusal } from '../domain/refusal'
import { answer, localeOf, readForm, show } from './answers'
import type { JoinSiteContext, JoinSiteEnv, ReceptionParts } from './join-site-env'
import { codePage, joinedPage, joinPage, waitingPage } from './pages/join-pages'
import { proofPath } from './proof-routes'
import type { RateLimits } from './rate-limits'

/** Longest text kept when a form comes back, in UTF-16 code units. */
const KEPT = 500

/** The pages on which people come in (J2, J4–J6). */
export function addJoinRoutes(site: Hono<JoinSiteEnv>, parts: ReceptionParts, limits: RateLimits): void {
  /** Runs what may meet a dead link; only that counts as a wrong try of the client (J5). */
  async function limited(context: JoinSiteContext, work: () => Promise<Response>): Promise<Response> {
    const { end, wait } = await limits.begin('wrongCode', context.get('client'))
    if (wait > 0) throw new Refusal('LINK_TRY_LATER', { seconds: Math.ceil(wait / 1_000) })
    try {
      const response = await work()
      end('right')
      return response
    } catch (error) {
      end(error instanceof Refusal && error.code === 'LINK_DEAD' ? 'wrong' : 'right')
      return answer(parts, context, error)
    }
  }

  site.get('/', (context) => show(parts, context, (page) => codePage(page, '', [])))

  site.get('/:letter{[Jj]}', (context) => {
    const typed = (context.req.query('code') ?? '').slice(0, KEPT)
    const code = parseCode(typed)
    if (code) return context.redirect(`/J/${code.handle}${code.proof}`, 303)
    const problem = { field: 'code', code: typed.trim() === '' ? 'REQUIRED' : 'INVALID' } as const
    return show(parts, context, (page) => codePage(page, typed, [problem]), 422)
  })

  site.get('/:letter{[Jj]}/:code', (context) =>
    limited(context, async () => {
      // Hono answers HEAD through GET: programs that probe links leave no trace (J6).
      const link = await parts.joining.open(context.req.param('code'), context.req.method === 'GET')
      const typed = { firstName: link.firstName, lastName: link.lastName, address: '' }
      return show(parts, context, (page) => joinPage(page, link, typed, []), 200, link.locale)
    }),
  )

  site.post('/:letter{[Jj]}/:code', (context) =>
    limited(context, async () => {
      const code = context.req.param('code')
      const read = await readForm(context)
      const link = await parts.joining.open(code, false)
      const form = {
        firstName: read('firstName'),
        lastName: read('lastName'),
        address: read('address'),
        password: read('password'),
        passwordAgain: read('passwordAgain'),
        locale: localeOf(context, link.locale),
      }
      try {
        const outcome = await parts.joining.accept(code, form)
        // Answered by another address, so that neither reloading nor going back sends the form twice.
        if (outcome.proof !== null) return context.redirect(proofPath(outcome.proof), 303)
        if (outcome.status === 'active') return context.redirect('/joined', 303)
        return context.redirect(outcome.reason === 'no-seat' ? '/waiting/seat' : '/waiting', 303)
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'INVALID_INPUT') throw error
        const typed = {
          firstName: form.firstName.slice(0, KEPT),
          lastName: form.lastName.slice(0, KEPT),
          address: form.address.slice(0, KEPT),
        }
        return show(parts, context, (page) => joinPage(page, link, typed, error.fields), 422, link.locale)
      }
    }),
  )

  site.get('/joined', (context) => show(parts, context, joinedPage))
  site.get('/waiting', (context) => show(parts, context, (page) => waitingPage(page, 'approval')))
  site.get('/waiting/seat', (context) => show(parts, context, (page) => waitingPage(page, 'seat')))
}
