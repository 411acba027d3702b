import { html } from 'hono/html'
import type { FieldProblem } from '../../domain/refusal'
import { sayProblem } from '../languages'
import type { Markup, Page } from './layout'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'password'
  readonly value?: string
  readonly hint?: string
  readonly autocomplete: string
  /** Keyboard and capitals a phone should offer. */
  readonly input?: 'email' | 'name' | 'code' | 'digits'
  readonly optional?: boolean
}

/** Beside which fields something is to be said. */
export type Problems = readonly FieldProblem[]

const KEYBOARDS = {
  email: html` inputmode="email" autocapitalize="none" spellcheck="false"`,
  name: html` autocapitalize="words" spellcheck="false"`,
  digits: html` inputmode="numeric" spellcheck="false"`,
  code: html` autocapitalize="characters" spellcheck="false"`,
  plain: html``,
} as const

/**
 * A labelled field with its hint, and what is wrong with it beside it. The first wrong field of a form has the cursor.
 * Browsers' own checks stay off: they would speak another language than the page.
 */
export function field(page: Page, problems: Problems, { name, label, type = 'text', ...rest }: Field): Markup {
  const problem = problems.find((each) => each.field === name)
  const first = problem !== undefined && problems[0] === problem
  const described = [rest.hint ? `${name}-hint` : '', problem ? `${name}-problem` : ''].filter(Boolean).join(' ')
  return html`<div class="field${problem ? ' field-wrong' : ''}">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${rest.value ?? ''}"
      autocomplete="${rest.autocomplete}"
      ${
        KEYBOARDS[rest.input ?? 'plain']
      }${described ? html` aria-describedby="${described}"` : ''}${rest.optional ? '' : html` aria-required="true"`}${
        problem ? html` aria-invalid="true"` : ''
      }${first ? html` autofocus` : ''}
    />
    ${problem ? html`<p class="problem" id="${name}-problem">${sayProblem(page.locale, name, problem.code)}</p>` : ''}
    ${rest.hint ? html`<p class="hint" id="${name}-hint">${rest.hint}</p>` : ''}
  </div>`
}

/** Says above the form that something is wrong in it, for those who cannot see all of it at once. */
export function summary(page: Page, problems: Problems): Markup {
  if (problems.length === 0) return html``
  return html`<p class="summary" role="alert">${page.say(problems.length === 1 ? 'summary.one' : 'summary.many')}</p>`
}
