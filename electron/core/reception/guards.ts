import type { MiddlewareHandler } from 'hono'
import { clientAddress } from './client-address'
import type { JoinSiteEnv, JoinSitePlace } from './join-site-env'
import { preferredLocale, readLocale } from './languages'
import { setCookie, getCookie } from 'hono/cookie'

/** Largest form in bytes: four short texts and two passwords, percent-encoded. */
export const LARGEST_FORM = 16 * 1024

const LANGUAGE_COOKIE = 'usher_language'
const YEAR = 365 * 24 * 60 * 60

/**
 * Headers of every answer. The referrer policy is `same-origin` rather than `no-referrer`: neither tells another site
 * anything, but under the latter browsers send forms with `Origin: null`, which could be anybody's.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'X-Robots-Tag': 'noindex, nofollow',
}

export const strictHeaders: MiddlewareHandler<JoinSiteEnv> = async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) context.header(name, value)
  if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store')
}

/** A page is served under its own name only, so that no foreign name can be made to point here (DNS rebinding). */
export function ownHostOnly(place: JoinSitePlace): MiddlewareHandler<JoinSiteEnv> {
  const hosts = new Set(place.origins.map((origin) => new URL(origin).host))
  return async (context, next) => {
    const host = context.req.header('host') ?? ''
    if (!isOneOf(host, hosts)) return context.text('Misdirected request', 421)
    return next()
  }
}

function isOneOf(host: string, hosts: ReadonlySet<string>): boolean {
  if (!/^[\w.:[\]-]{1,300}$/u.test(host)) return false
  return ['http://', 'https://'].some((scheme) => {
    const url = `${scheme}${host}`
    return URL.canParse(url) && hosts.has(new URL(url).host)
  })
}

/**
 * Whether a form was sent from one of our own pages. Browsers say so in Sec-Fetch-Site (on https and loopback) and in
 * Origin (everywhere); who says neither is no browser that anybody could be tricked in, nor one we know how to trust.
 */
export function isSameOrigin(
  headers: { readonly site: string | undefined; readonly origin: string | undefined },
  place: JoinSitePlace,
): boolean {
  const { site, origin } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin !== undefined) return place.origins.includes(origin.toLowerCase())
  return site !== undefined
}

/** Finds out who asks and in which language. `?lang=` is remembered in a cookie. */
export function introduce(place: JoinSitePlace): MiddlewareHandler<JoinSiteEnv> {
  return async (context, next) => {
    const forwarded = context.req.header('x-forwarded-for')
    // Without a listener there is no connection to ask: the first answer to that is the same for everybody.
    context.set('client', clientAddress(context.env ?? {}, forwarded, place.behindProxy))
    const asked = readLocale(context.req.query('lang'))
    if (asked) {
      setCookie(context, LANGUAGE_COOKIE, asked, { httpOnly: true, maxAge: YEAR, path: '/', sameSite: 'Lax' })
    }
    const remembered = readLocale(getCookie(context, LANGUAGE_COOKIE))
    context.set('wish', asked ?? remembered ?? preferredLocale(context.req.header('accept-language')))
    return next()
  }
}
