import { html } from 'hono/html'
import type { ProofAnswer } from '../../services/joining/joining-proof'
import { field } from './form'
import { layout, type Markup, type Page } from './layout'

/** What somebody has just done on the page, to be said there. */
export interface ProofNote {
  /** A new code was sent. */
  readonly sent: boolean
  /** The form came back empty. */
  readonly empty: boolean
}

/** L5: the code mailed to the address is asked for, or a new one offered where it is dead. */
export function proofPage(page: Page, proof: Exclude<ProofAnswer, { kind: 'settled' }>, note: ProofNote): Markup {
  const title = page.say('title.proof')
  const { address } = proof
  const over = proof.kind === 'over'
  const wrong = proof.kind === 'wrong' ? page.say('proof.wrong', { left: String(proof.left) }) : null
  const problems = note.empty && !over ? [{ field: 'proof', code: 'REQUIRED' } as const] : []
  return layout(
    page,
    title,
    html`<h1>${title}</h1>
      ${
        over
          ? html`<p class="summary" role="alert">${page.say('proof.over', { address })}</p>`
          : html`<p class="lead">${page.say('proof.lead', { address })}</p>`
      }
      ${note.sent && !over ? html`<p class="said" role="status">${page.say('proof.sent')}</p>` : ''}
      ${wrong ? html`<p class="summary" role="alert">${wrong}</p>` : ''}
      ${
        over
          ? ''
          : html`<form method="post" action="${page.path}?lang=${page.locale}" novalidate>
                ${field(page, problems, {
                  name: 'proof',
                  label: page.say('proof.code'),
                  hint: page.say('proof.code.hint'),
                  autocomplete: 'one-time-code',
                  input: 'digits',
                })}
                <button class="button" type="submit">${page.say('proof.submit')}</button>
              </form>
              <p class="aside">${page.say('proof.late')}</p>`
      }
      <form method="post" action="${page.path}/new?lang=${page.locale}">
        <button class="${over ? 'button' : 'button button-quiet'}" type="submit">${page.say('proof.another')}</button>
      </form>
      <p class="aside">${page.say('proof.without')}</p>`,
    over || wrong !== null || problems.length > 0,
  )
}
