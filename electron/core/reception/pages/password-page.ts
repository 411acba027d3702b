import { html } from 'hono/html'
import { field, type Problems, summary } from './form'
import { layout, type Markup, type Page } from './layout'

/** R2: an own password in place of the temporary one, before anything else. */
export function passwordPage(page: Page, problems: Problems): Markup {
  const title = page.say('title.password')
  return layout(
    page,
    title,
    html`<h1>${title}</h1>
      <p class="lead">${page.say('password.lead')}</p>
      ${summary(page, problems)}
      <form method="post" action="/password?lang=${page.locale}" novalidate>
        ${field(page, problems, {
          name: 'next',
          label: page.say('password.next'),
          type: 'password',
          hint: page.say('join.password.hint'),
          autocomplete: 'new-password',
        })}
        ${field(page, problems, {
          name: 'nextAgain',
          label: page.say('password.nextAgain'),
          type: 'password',
          autocomplete: 'new-password',
        })}
        <button class="button" type="submit">${page.say('password.submit')}</button>
      </form>
      <form class="aside" method="post" action="/sign-out?lang=${page.locale}">
        <button class="button button-quiet" type="submit">${page.say('me.signOut')}</button>
      </form>`,
    problems.length > 0,
  )
}
