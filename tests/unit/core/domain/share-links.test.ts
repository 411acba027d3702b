import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isShareUrl, SHARE_TARGETS, shareUrl, sharedMessage } from '../../../../electron/core/domain/share-links'
import { SHARE_APPS } from '../../../../electron/core/domain/vocabulary'

const url = 'https://join.example.com/J/ABC123'
const HOSTILE = [
  'A & B?url=https://evil.example#x',
  'line\r\nbreak\u2028here',
  '"quoted", <b>; \'); DROP',
  '\u202eright to left',
  '🦦 ünï',
  '%41%26',
  '\ud800 half',
]

describe('sharing the open link', () => {
  it('L8: each messenger gets the message in the parameters it asks for', () => {
    const shared = { text: 'Join A & B', url }
    const whole = sharedMessage(shared)
    expect(new URL(shareUrl('whatsapp', shared)).searchParams.get('text')).toBe(whole)
    expect(new URL(shareUrl('viber', shared)).searchParams.get('text')).toBe(whole)
    expect(Object.fromEntries(new URL(shareUrl('telegram', shared)).searchParams)).toEqual({ url, text: 'Join A & B' })
    expect(Object.fromEntries(new URL(shareUrl('teams', shared)).searchParams)).toEqual({
      href: url,
      msgText: 'Join A & B',
    })
    expect(SHARE_APPS.map((app) => shareUrl(app, shared).split('?')[0])).toEqual([
      'https://wa.me/',
      'https://t.me/share/url',
      'viber://forward',
      'https://teams.microsoft.com/share',
    ])
  })

  it.each(SHARE_APPS)('L8: hostile names stay within their parameter for %s', (app) => {
    for (const text of HOSTILE) {
      const made = shareUrl(app, { text, url })
      const read = new URL(made)
      expect(made.startsWith(`${SHARE_TARGETS[app]}?`)).toBe(true)
      expect([...read.searchParams.keys()]).toEqual([...new URL(shareUrl(app, { text: 'x', url })).searchParams.keys()])
      expect([...read.searchParams.values()].join('\n')).toContain(text.replace('\ud800', '\ufffd'))
      expect(read.hash).toBe('')
      expect(isShareUrl(made)).toBe(true)
    }
  })

  it('L8: whatever is shared, what is made is what the shell lets through, and nothing is added to it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHARE_APPS), fc.string({ unit: 'binary', maxLength: 60 }), (app, text) => {
        const made = shareUrl(app, { text, url })
        expect(isShareUrl(made)).toBe(true)
        expect([...new URL(made).searchParams.keys()].length).toBe(app === 'telegram' || app === 'teams' ? 2 : 1)
      }),
    )
  })

  it('L8: nothing else is let through to the system', () => {
    for (const other of [
      'https://evil.example/?text=x',
      'https://wa.me.evil.example/?text=x',
      'https://user@wa.me/?text=x',
      'https://wa.me:8443/?text=x',
      'http://wa.me/?text=x',
      'https://wa.me/?text=x#y',
      'https://wa.me/?text=a b',
      'https://wa.me/?text=<',
      'https://t.me/joinchat?url=x',
      'viber://add?number=1',
      'file:///etc/passwd',
      'https://wa.me/',
      `https://wa.me/?text=${'x'.repeat(3_000)}`,
    ]) {
      expect(isShareUrl(other), other).toBe(false)
    }
  })
})
