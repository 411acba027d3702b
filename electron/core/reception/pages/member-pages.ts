import { html } from 'hono/html'
import type { Membership } from '../../services/accounts/accounts'
import type { TextKey } from '../languages'
import { field, type Problems, summary } from './form'
import { layout, type Markup, notice, type Page } from './layout'

/** Signing in. `said` tells why it did not work where no single field is to blame. */
export function signInPage(page: Page, login: string, problems: Problems, said: TextKey | null): Markup {
  const title = page.say('title.signIn')
  return layout(
    page,
    title,
    html`<h1>${title}</h1>
      <p class="lead">${page.say('signIn.lead')}</p>
      ${said ? html`<p class="summary" role="alert">${page.say(said)}</p>` : summary(page, problems)}
      <form method="post" action="/sign-in?lang=${page.locale}" novalidate>
        ${field(page, problems, {
          name: 'login',
          label: page.say('signIn.login'),
          value: login,
          autocomplete: 'username',
          input: 'email',
        })}
        ${field(page, problems, {
          name: 'password',
          label: page.say('signIn.password'),
          type: 'password',
          autocomplete: 'current-password',
        })}
        <button class="button" type="submit">${page.say('signIn.submit')}</button>
      </form>
      <p class="aside">${page.say('signIn.noAccount')} <a href="/">${page.say('signIn.withCode')}</a></p>`,
    problems.length > 0 || said !== null,
  )
}

/** Who I am: nothing of anybody else (A2). */
export function memberPage(page: Page, member: Membership): Markup {
  const title = page.say('title.me')
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [page.say('me.name'), [member.name]],
    [page.say('me.portal'), [member.portal]],
    [page.say('me.departments'), member.departments],
    [page.say('me.workgroups'), member.workgroups],
  ]
  return layout(
    page,
    title,
    html`<h1>${title}</h1>
      <p class="lead">${page.say('me.lead')}</p>
      <dl class="facts">
        ${rows.map(
          ([term, values]) =>
            html`<div class="fact">
              <dt>${term}</dt>
              ${
                values.length === 0
                  ? html`<dd class="none">${page.say('me.none')}</dd>`
                  : values.map((value) => html`<dd dir="auto">${value}</dd>`)
              }
            </div>`,
        )}
      </dl>
      <form method="post" action="/sign-out?lang=${page.locale}">
        <button class="button button-quiet" type="submit">${page.say('me.signOut')}</button>
      </form>`,
  )
}

/** J5: too many tries; `when` says when the next one is let in. */
export function laterPage(page: Page, when: string): Markup {
  return notice(page, 'waiting', page.say('title.later'), [page.say('later.lead', { when })])
}

/** The site itself is away: the portal is locked, or it is just starting anew. */
export function awayPage(page: Page, why: 'locked' | 'restarting'): Markup {
  return notice(page, 'waiting', page.say(`title.${why}`), [page.say(`${why}.lead`), page.say(`${why}.next`)])
}

/** Everything else that goes wrong, said plainly. */
export function stoppedPage(page: Page, title: TextKey, lead: TextKey): Markup {
  return notice(page, 'stopped', page.say(title), [page.say(lead)], [{ href: '/', text: page.say('start') }])
}
