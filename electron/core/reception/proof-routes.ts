import type { Hono } from 'hono'
import { Refusal } from '../domain/refusal'
import type { ProofAnswer } from '../services/joining/joining-proof'
import { answer, localeOf, readForm, show } from './answers'
import type { JoinSiteContext, JoinSiteEnv, ReceptionParts } from './join-site-env'
import { type ProofNote, proofPage } from './pages/proof-pages'
import type { LimitName, RateLimits } from './rate-limits'

/** Longest code taken, in UTF-16 code units. */
const LONGEST = 100

/** The address of the page on which this proof's code is asked for (L5). */
export function proofPath(id: string): string {
  return `/proof/${id}`
}

/** The pages on which somebody proves an address with the code mailed to it (L5, J5). */
export function addProofRoutes(site: Hono<JoinSiteEnv>, parts: ReceptionParts, limits: RateLimits): void {
  /** Takes one of the client's tries; who turns out to have been right gets it back. */
  async function limited(
    context: JoinSiteContext,
    limit: LimitName,
    work: () => Promise<{ readonly response: Response; readonly right: boolean }>,
  ): Promise<Response> {
    const { end, wait } = await limits.begin(limit, context.get('client'))
    let turnedOut: 'right' | 'wrong' = 'wrong'
    try {
      if (wait > 0) throw new Refusal('LINK_TRY_LATER', { seconds: Math.ceil(wait / 1_000) })
      const { response, right } = await work()
      if (right) turnedOut = 'right'
      return response
    } catch (error) {
      return answer(parts, context, error)
    } finally {
      end(turnedOut)
    }
  }

  /** Answered by another address where it is settled, so that reloading shows the same again. */
  async function showProof(context: JoinSiteContext, proof: ProofAnswer, note: ProofNote): Promise<Response> {
    if (proof.kind === 'settled') {
      if (proof.status === 'active') return context.redirect('/joined', 303)
      return context.redirect(proof.seatFree ? '/waiting' : '/waiting/seat', 303)
    }
    const failed = proof.kind === 'wrong' || note.empty
    return show(parts, context, (page) => proofPage(page, proof, note), failed ? 422 : 200)
  }

  site.get('/proof/:id', (context) =>
    limited(context, 'wrongCode', async () => {
      const proof = await parts.joining.proof(context.req.param('id'))
      const sent = context.req.query('sent') !== undefined
      return { response: await showProof(context, proof, { sent, empty: false }), right: true }
    }),
  )

  site.post('/proof/:id', (context) =>
    limited(context, 'wrongCode', async () => {
      const id = context.req.param('id')
      const typed = (await readForm(context))('proof').slice(0, LONGEST)
      const empty = typed.trim() === ''
      const proof = empty ? await parts.joining.proof(id) : await parts.joining.prove(id, typed)
      return { response: await showProof(context, proof, { sent: false, empty }), right: proof.kind !== 'wrong' }
    }),
  )

  site.post('/proof/:id/new', (context) =>
    limited(context, 'proofMail', async () => {
      const id = context.req.param('id')
      const mailed = await parts.joining.anotherCode(id, localeOf(context, (await parts.portal()).locale))
      const where = mailed ? `${proofPath(id)}?sent` : '/waiting'
      return { response: context.redirect(where, 303), right: false }
    }),
  )
}
