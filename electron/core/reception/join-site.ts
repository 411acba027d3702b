import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import style from '../../../resources/join/style.css?raw'
import { Refusal } from '../domain/refusal'
import { answer, away, show } from './answers'
import { introduce, isSameOrigin, LARGEST_FORM, ownHostOnly, strictHeaders } from './guards'
import type { JoinSiteEnv, ReceptionParts, JoinSitePlace } from './join-site-env'
import { addJoinRoutes } from './join-routes'
import { addMemberRoutes } from './member-routes'
import { stoppedPage } from './pages/member-pages'
import { addProofRoutes } from './proof-routes'
import { createRateLimits } from './rate-limits'

/** Two minutes: long enough for a visit, short enough for a new version of the program. */
const STYLE_AGE = 120

/**
 * The join site (J1, J2): pages that work on a phone without scripts. Every request passes the same guards in this
 * order: headers of the answer, own name, who asks and in which language, whether the site is closing, how often, and
 * for forms where they come from, of which type and how large.
 */
export function createJoinSite(parts: ReceptionParts, place: JoinSitePlace): Hono<JoinSiteEnv> {
  const site = new Hono<JoinSiteEnv>({ strict: false })
  const limits = createRateLimits(() => parts.clock.now())

  site.use(strictHeaders)
  site.use(ownHostOnly(place))
  site.use(introduce(place))
  site.use((context, next) => (place.isClosing?.() ? away(parts, context, 'restarting') : next()))
  site.use(async (context, next) => {
    const wait = limits.take('request', context.get('client'))
    if (wait > 0) throw new Refusal('LINK_TRY_LATER', { seconds: Math.ceil(wait / 1_000) })
    return next()
  })
  site.post('*', async (context, next) => {
    const headers = { site: context.req.header('sec-fetch-site'), origin: context.req.header('origin') }
    const type = context.req.header('content-type') ?? ''
    const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/iu.test(type)
    if (!isSameOrigin(headers, place) || !isForm) {
      return show(parts, context, (page) => stoppedPage(page, 'title.refused', 'refused.lead'), 403)
    }
    const wait = limits.take('form', context.get('client'))
    if (wait > 0) throw new Refusal('LINK_TRY_LATER', { seconds: Math.ceil(wait / 1_000) })
    return next()
  })
  site.post(
    '*',
    bodyLimit({
      maxSize: LARGEST_FORM,
      onError: (context) => show(parts, context, (page) => stoppedPage(page, 'title.refused', 'refused.large'), 413),
    }),
  )

  site.get('/style.css', (context) => {
    context.header('Cache-Control', `public, max-age=${STYLE_AGE}`)
    return context.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })
  site.get('/robots.txt', (context) => context.text('User-agent: *\nDisallow: /\n'))
  addJoinRoutes(site, parts, limits)
  addProofRoutes(site, parts, limits)
  addMemberRoutes(site, parts, place, limits)

  // A printed code holds capitals only, and so may somebody's keyboard.
  site.get('/:word{[A-Za-z-]*[A-Z][A-Za-z-]*}', (context) =>
    context.redirect(`/${context.req.param('word').toLowerCase()}`, 303),
  )
  site.notFound((context) => show(parts, context, (page) => stoppedPage(page, 'title.missing', 'missing.lead'), 404))
  site.onError((error, context) => answer(parts, context, error))
  return site
}
