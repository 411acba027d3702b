import { describe, expect, it } from 'vitest'
import { readSmsSender } from '../../../../electron/core/domain/sms-sender'

describe('the sender of an SMS', () => {
  it.each([
    ['Aurora', 'Aurora'],
    ['Aurora 24', 'Aurora 24'],
    ['ABCDEFGHIJK', 'ABCDEFGHIJK'],
    ['+49 171 2345678', '+491712345678'],
    ['0171 2345678', '+491712345678'],
  ])('SM6: %s is one', (typed, sender) => {
    expect(readSmsSender(typed, 'DE')).toBe(sender)
  })

  it.each([['ABCDEFGHIJKL'], ['123'], ['12 34 5'.repeat(4)], ['Аврора'], ['Au-ro-ra'], [''], ['Au\r\nBcc'], ['     ']])(
    'SM6: %j is none: at most eleven Latin letters, digits and spaces that are not all digits',
    (typed) => {
      expect(readSmsSender(typed, 'DE')).toBeNull()
    },
  )
})
