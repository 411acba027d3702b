import { html } from 'hono/html'
import type { OpenedLink } from '../../services/joining/joining'
import { field, type Problems, summary } from './form'
import { layout, type Markup, notice, type Page } from './layout'

/** The first page: type the code of an invitation (M8). */
export function codePage(page: Page, typed: string, problems: Problems): Markup {
  const title = page.say('title.code')
  return layout(
    page,
    title,
    html`<h1>${title}</h1>
      <p class="lead">${page.say('code.lead')}</p>
      <form method="get" action="/J" novalidate>
        ${field(page, problems, {
          name: 'code',
          label: page.say('code.label'),
          value: typed,
          hint: page.say('code.hint'),
          autocomplete: 'off',
          input: 'code',
        })}
        <button class="button" type="submit">${page.say('code.submit')}</button>
      </form>
      <p class="aside">${page.say('join.member')} <a href="/sign-in">${page.say('signIn.submit')}</a></p>`,
    problems.length > 0,
  )
}

export interface TypedForm {
  readonly firstName: string
  readonly lastName: string
  readonly address: string
}

/** The form of a working link (J2), with what was typed before and what was wrong with it; never the password. */
export function joinPage(page: Page, link: OpenedLink, typed: TypedForm, problems: Problems): Markup {
  const title = page.say('title.join')
  return layout(
    page,
    title,
    html`<h1>${title}</h1>
      ${
        link.greeting.trim() === ''
          ? html`<p class="lead">${page.say('join.lead')}</p>`
          : html`<section class="greeting" aria-label="${page.say('join.greeting')}" dir="auto">
              ${lines(link.greeting)}
            </section>`
      }
      ${summary(page, problems)}
      <form method="post" action="${page.path}?lang=${page.locale}" novalidate>
        ${field(page, problems, {
          name: 'firstName',
          label: page.say('join.firstName'),
          value: typed.firstName,
          autocomplete: 'given-name',
          input: 'name',
        })}
        ${field(page, problems, {
          name: 'lastName',
          label: page.say('join.lastName'),
          value: typed.lastName,
          autocomplete: 'family-name',
          input: 'name',
          optional: true,
        })}
        ${
          link.address === null
            ? field(page, problems, {
                name: 'address',
                label: page.say('join.address'),
                value: typed.address,
                hint: page.say('join.address.hint'),
                autocomplete: 'username',
                input: 'email',
              })
            : html`<div class="field">
                <label for="invited">${page.say('join.address')}</label>
                <input id="invited" type="text" value="${link.address}" readonly aria-describedby="invited-hint" />
                <p class="hint" id="invited-hint">${page.say('join.address.invited')}</p>
              </div>`
        }
        ${field(page, problems, {
          name: 'password',
          label: page.say('join.password'),
          type: 'password',
          hint: page.say('join.password.hint'),
          autocomplete: 'new-password',
        })}
        ${field(page, problems, {
          name: 'passwordAgain',
          label: page.say('join.passwordAgain'),
          type: 'password',
          autocomplete: 'new-password',
        })}
        <button class="button" type="submit">${page.say('join.submit')}</button>
      </form>
      <p class="aside">${page.say('join.member')} <a href="/sign-in">${page.say('signIn.submit')}</a></p>`,
    problems.length > 0,
  )
}

/** L6: plain text that keeps its line breaks. */
function lines(text: string): readonly (Markup | string)[] {
  return text
    .trim()
    .split(/\r?\n/u)
    .map((line, order) => (order === 0 ? line : html`<br />${line}`))
}

/** In. */
export function joinedPage(page: Page): Markup {
  return notice(
    page,
    'done',
    page.say('title.joined'),
    [page.say('joined.lead')],
    [{ href: '/sign-in', text: page.say('signIn.submit'), primary: true }],
  )
}

/** Waiting for approval, or for a seat (N1). */
export function waitingPage(page: Page, why: 'approval' | 'seat'): Markup {
  return notice(page, 'waiting', page.say('title.waiting'), [page.say(`waiting.${why}`), page.say('waiting.next')])
}

/** Why not: the same page for everything that is dead (J4). */
export function deadPage(page: Page): Markup {
  return notice(
    page,
    'stopped',
    page.say('title.dead'),
    [page.say('dead.lead')],
    [
      { href: '/', text: page.say('dead.code') },
      { href: '/sign-in', text: page.say('signIn.submit') },
    ],
  )
}
