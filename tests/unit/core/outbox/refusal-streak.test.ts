import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../electron/core/gateways/mail/mail-gateway'
import { createRefusalStreak } from '../../../../electron/core/outbox/refusal-streak'

const SENT: Outcome = { kind: 'sent', answer: '250 ok' }
const refusal = (answer: string): Outcome => ({ kind: 'refused', answer })

/** What is made of these outcomes, each of another person, one after the other. */
function judged(outcomes: readonly Outcome[]): readonly string[] {
  const streak = createRefusalStreak()
  return outcomes.map((outcome, place) => streak.begin()(`p${place}@x.com`, outcome).kind)
}

describe('many refusals in the same words', () => {
  it('M9: the fifth person in a row stops the channel, whatever ids the answers carry', () => {
    const answers = Array.from({ length: 6 }, (_, place) =>
      refusal(`554 5.7.1 <p${place}@x.com> Policy of today forbids it, ticket a${place}7f3 1699999${place}`),
    )
    expect(judged(answers)).toEqual(['refused', 'refused', 'refused', 'refused', 'stop', 'refused'])
    const streak = createRefusalStreak()
    const last = answers.map((each, place) => streak.begin()(`p${place}@x.com`, each))[4]
    expect(last).toEqual({ kind: 'stop', reason: 'repeated', answer: `[repeated] ${answers[4]?.answer}` })
  })

  it('M9: one that goes out, or other words, begin the count anew', () => {
    const [one, other] = [refusal('554 Policy'), refusal('554 Looks like spam')]
    expect(judged([one, one, one, one, SENT, one, one, one, one])).not.toContain('stop')
    expect(judged([one, one, one, one, other, one, one, one, one])).not.toContain('stop')
  })

  it('M9: the same person, refused again and again, stops nobody', () => {
    const streak = createRefusalStreak()
    const kinds = Array.from({ length: 9 }, () => streak.begin()('ann@x.com', refusal('554 Policy')).kind)
    expect(kinds).not.toContain('stop')
  })

  it.each([
    '550 5.1.1 <ann@x.com>: User unknown',
    '550 No such user here',
    '550 mailbox unavailable',
    '550 5.2.1 Closed',
  ])('M9: what is about the recipient stops nobody: %s', (answer) => {
    expect(judged(Array.from({ length: 9 }, () => refusal(answer)))).not.toContain('stop')
  })

  it('M9: what was under way when it became too many waits with the others', () => {
    const streak = createRefusalStreak()
    const under = Array.from({ length: 8 }, () => streak.begin())
    const kinds = under.map((judge, place) => judge(`p${place}@x.com`, refusal('554 Policy')).kind)
    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused', 'stop', 'stop', 'stop', 'stop'])
  })
})
