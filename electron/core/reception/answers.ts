import { Refusal } from '../domain/refusal'
import type { Locale } from '../domain/vocabulary'
import type { JoinSiteContext, ReceptionParts } from './join-site-env'
import { sayWhen } from './languages'
import { deadPage } from './pages/join-pages'
import { type Markup, type Page, pageFor } from './pages/layout'
import { awayPage, laterPage, stoppedPage } from './pages/member-pages'

export type Status = 200 | 403 | 404 | 413 | 422 | 429 | 500 | 503

/**
 * Answers with a page in the visitor's language: the one they asked for, else `fallback` (the invitation's), else the
 * portal's.
 */
export async function show(
  parts: ReceptionParts,
  context: JoinSiteContext,
  draw: (page: Page) => Markup,
  status: Status = 200,
  fallback?: Locale,
): Promise<Response> {
  const portal = await parts.portal()
  // What begins with two slashes names another host: a link to it would lead there.
  const path = new URL(context.req.url).pathname.replace(/^\/{2,}/u, '/')
  const page = pageFor(localeOf(context, fallback ?? portal.locale), portal.name, path)
  context.header('Content-Language', page.locale)
  context.header('Vary', 'Accept-Language, Cookie')
  return context.html(await draw(page), status)
}

/** The language of a visit. */
export function localeOf(context: JoinSiteContext, fallback: Locale): Locale {
  // Not set yet when a request is refused before anybody looked who asks.
  const wish: Locale | null | undefined = context.get('wish')
  return wish ?? fallback
}

/** The page for whatever was thrown. What is no refusal is written to the log and told to nobody. */
export async function answer(parts: ReceptionParts, context: JoinSiteContext, error: unknown): Promise<Response> {
  if (error instanceof Refusal) {
    if (error.code === 'LINK_DEAD') return show(parts, context, deadPage, 404)
    if (error.code === 'LINK_TRY_LATER' || error.code === 'WAIT_BEFORE_NEXT_TRY') {
      const seconds = Number(error.params.seconds ?? 60)
      context.header('Retry-After', String(seconds))
      return show(parts, context, (page) => laterPage(page, sayWhen(page.locale, seconds)), 429)
    }
    if (error.code === 'VAULT_LOCKED') {
      parts.log.error('the join site cannot read codes: the vault is locked', error)
      return away(parts, context, 'locked')
    }
    if (error.code === 'STORE_BUSY') return away(parts, context, 'restarting')
  }
  parts.log.error('the join site could not answer', error)
  try {
    return await show(parts, context, (page) => stoppedPage(page, 'title.broken', 'broken.lead'), 500)
  } catch {
    return context.text('Something went wrong here. Please try again in a moment.', 500)
  }
}

/** Seconds after which it is worth coming back when the site itself is away. */
const BACK_SOON = { locked: 300, restarting: 10 } as const

/** The site cannot answer just now, whoever asks; the link or code that was used is neither looked at nor used up. */
export function away(parts: ReceptionParts, context: JoinSiteContext, why: keyof typeof BACK_SOON): Promise<Response> {
  context.header('Retry-After', String(BACK_SOON[why]))
  return show(parts, context, (page) => awayPage(page, why), 503)
}

/** The fields of a form; of a name that was sent twice the first one, of one that was not sent the empty text. */
export async function readForm(context: JoinSiteContext): Promise<(name: string) => string> {
  const fields = new URLSearchParams(await context.req.text())
  return (name) => fields.get(name) ?? ''
}
