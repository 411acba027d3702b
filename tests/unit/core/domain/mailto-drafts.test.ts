import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DraftRequest,
  MAILTO_BUDGET,
  mailtoUrl,
  MOST_BCC_ADDRESSES,
  planDrafts,
} from '../../../../electron/core/domain/mailto-drafts'
import { Refusal } from '../../../../electron/core/domain/refusal'

const request = (change: Partial<DraftRequest<string>>): DraftRequest<string> => ({
  mode: 'bcc',
  recipients: [],
  addressOf: (address) => address,
  textOf: () => ({ subject: 'Hi', body: 'Come in' }),
  self: 'me@x.com',
  separator: 'comma',
  ...change,
})

/** Reads a mailto URL as RFC 6068 says, with nothing of the code that wrote it. */
function parse(url: string) {
  const [to = '', query = ''] = url.slice('mailto:'.length).split('?')
  const fields = query
    .split('&')
    .filter(Boolean)
    .map((field) => field.split('='))
  const field = (name: string): string => decodeURIComponent(fields.find(([key]) => key === name)?.[1] ?? '')
  return {
    to: decodeURIComponent(to),
    bcc: field('bcc'),
    subject: field('subject'),
    body: field('body'),
    names: fields.map(([name]) => name),
  }
}

describe('mailto links', () => {
  it('M1: are written as RFC 6068 says', () => {
    const url = mailtoUrl(
      {
        to: ["o'neil+news@x.com"],
        bcc: ['a@x.com', 'b&c@x.com'],
        subject: 'Käse & Brot?',
        body: 'one two\nthree\r\n100% #1',
      },
      'comma',
    )
    expect(url).toBe(
      'mailto:o%27neil%2Bnews@x.com?bcc=a@x.com,b%26c@x.com&subject=K%C3%A4se%20%26%20Brot%3F&body=one%20two%0D%0Athree%0D%0A100%25%20%231',
    )
    expect(url).not.toContain('+')
  })

  it('M2: the separator is the one of the mail app', () => {
    expect(mailtoUrl({ to: [], bcc: ['a@x.com', 'b@x.com'], subject: '', body: '' }, 'semicolon')).toBe(
      'mailto:?bcc=a@x.com;b@x.com',
    )
    expect(mailtoUrl({ to: [], bcc: [], subject: '', body: '' }, 'comma')).toBe('mailto:')
  })

  it('M1: whatever the text holds comes back, and adds no field and no recipient', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (subject, body) => {
        const url = mailtoUrl({ to: ['a@x.com'], bcc: [], subject, body }, 'comma')
        expect(url).toMatch(/^mailto:[A-Za-z0-9\-._~%@?=&]*$/u)
        const read = parse(url)
        expect(read.to).toBe('a@x.com')
        expect(read.subject).toBe(subject)
        expect(read.body.replaceAll('\r\n', '\n')).toBe(body.replace(/\r\n?/gu, '\n'))
        expect(new Set(read.names).size).toBe(read.names.length)
      }),
    )
  })

  it('M1: half a character does not break the link', () => {
    expect(mailtoUrl({ to: [], bcc: [], subject: '\ud800', body: '' }, 'comma')).toBe('mailto:?subject=%EF%BF%BD')
  })
})

describe('splitting into drafts', () => {
  const addresses = fc.array(
    fc
      .tuple(fc.stringMatching(/^[a-zа-я+&]{1,30}$/u), fc.stringMatching(/^[a-z]{1,30}$/u))
      .map(([local, domain]) => `${local}@${domain}.example`),
    { maxLength: 400 },
  )

  it('M2: nobody is lost or doubled, and every draft keeps to the budget', () => {
    fc.assert(
      fc.property(
        addresses,
        fc.constantFrom<'each' | 'bcc'>('each', 'bcc'),
        fc.constantFrom<'comma' | 'semicolon'>('comma', 'semicolon'),
        fc.option(fc.constant('me@x.com')),
        fc.stringMatching(/^[a-zа-я \n]{0,150}$/u),
        (recipients, mode, separator, self, body) => {
          const plan = request({ recipients, mode, separator, self, textOf: () => ({ subject: 'Hi', body }) })
          const drafts = [...planDrafts(plan)]
          expect(drafts.flat()).toEqual(recipients)
          for (const draft of drafts) {
            const isBcc = mode === 'bcc' && draft.length > 0
            const to = isBcc ? (self === null ? [] : [self]) : draft
            const url = mailtoUrl({ to, bcc: isBcc ? draft : [], subject: 'Hi', body }, separator)
            expect(url.length).toBeLessThanOrEqual(MAILTO_BUDGET)
            expect(draft.length).toBeLessThanOrEqual(mode === 'each' ? 1 : MOST_BCC_ADDRESSES)
          }
          if (recipients.length === 0) expect(drafts).toEqual([[]])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('M2: the budget is used up to the last character, counted as it is encoded', () => {
    const body = 'é'.repeat(100)
    const fill = (count: number) => [
      ...planDrafts(
        request({
          mode: 'each',
          recipients: ['a@x.com'],
          textOf: () => ({ subject: '', body: body + 'x'.repeat(count) }),
        }),
      ),
    ]
    const room = MAILTO_BUDGET - mailtoUrl({ to: ['a@x.com'], bcc: [], subject: '', body }, 'comma').length
    expect(fill(room)).toHaveLength(1)
    expect(() => fill(room + 1)).toThrow(Refusal)
    const full = [...planDrafts(request({ recipients: Array.from({ length: 500 }, (_, index) => `p${index}@x.co`) }))]
    expect(full.every((draft) => draft.length === MOST_BCC_ADDRESSES || draft === full.at(-1))).toBe(true)
  })

  it('M2: a text too long even for one is refused with both lengths', () => {
    const textOf = () => ({ subject: '', body: 'я'.repeat(400) })
    for (const change of [{ mode: 'each' as const, recipients: ['a@x.com'] }, { recipients: ['a@x.com'] }, {}]) {
      expect(() => [...planDrafts(request({ ...change, textOf }))]).toThrow(
        expect.objectContaining({
          code: 'MAIL_TEXT_TOO_LONG',
          params: { length: expect.any(Number), limit: MAILTO_BUDGET },
        }),
      )
    }
  })
})
