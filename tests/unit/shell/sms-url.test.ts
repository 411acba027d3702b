import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSmsUrl, smsUrl } from '../../../electron/shell/sms-url'

describe('the link to the messaging of the computer', () => {
  it('SM6: holds one number and the text, in the way of each system', () => {
    expect(smsUrl('+491711234567', 'Hi & bye\nыы', 'win32')).toBe(
      'sms:+491711234567?body=Hi%20%26%20bye%0A%D1%8B%D1%8B',
    )
    expect(smsUrl('+491711234567', 'Hi', 'darwin')).toBe('sms:+491711234567&body=Hi')
  })

  it('SM6: whatever the text holds, it is one link with one recipient and one text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const url = smsUrl('+491711234567', text, 'linux')
        expect(isSmsUrl(url)).toBe(url.length <= 2_000)
        expect(decodeURIComponent(url.slice(url.indexOf('=') + 1))).toBe(text)
      }),
    )
  })

  it.each([
    'sms:+491711234567,+491721234567?body=x',
    'sms:?body=x',
    'sms:+491711234567?body=x&body=y',
    'sms:+491711234567?body=a b',
    'mailto:a@b.example?body=x',
    `sms:+491711234567?body=${'x'.repeat(2_000)}`,
    'sms:+491711234567',
  ])('SM6: %s goes nowhere', (url) => {
    expect(isSmsUrl(url)).toBe(false)
  })
})
