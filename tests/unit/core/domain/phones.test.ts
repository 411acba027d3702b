import { describe, expect, it } from 'vitest'
import { readPhone } from '../../../../electron/core/domain/phones'
import { looksLikePhone } from '../../../../electron/core/domain/typed-addresses'

describe('reading a telephone number', () => {
  it.each([
    ['030 123456', 'DE', '+4930123456'],
    ['+7 (912) 345-67-89', 'DE', '+79123456789'],
    ['8 912 345 67 89', 'RU', '+79123456789'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['07700 900123', 'GB', '+447700900123'],
    ['+44\u00a07700\u2011900123', 'DE', '+447700900123'],
    // What spreadsheets make of +49 1512 3456789 and its like; German and Austrian numbers have no set length.
    ['4915123456789', 'DE', '+4915123456789'],
    ['491712345678', 'DE', '+491712345678'],
    ['4915123456789', 'AT', '+4915123456789'],
    ['436641234567', 'AT', '+436641234567'],
    ['393351234567', 'IT', '+393351234567'],
    ['447700900123', 'DE', '+447700900123'],
    // And of 0151…, 0491… (Leer) and 04921… (Emden).
    ['15123456789', 'DE', '+4915123456789'],
    ['491123456', 'DE', '+49491123456'],
    ['4921123456', 'DE', '+494921123456'],
    ['82112345678', 'ID', '+6282112345678'],
    ['821123456789', 'ID', '+62821123456789'],
    ['628211234567', 'ID', '+628211234567'],
  ])('SM5: %s in %s is %s', (typed, country, expected) => {
    expect(readPhone(typed, country)).toBe(expected)
  })

  it.each([
    '',
    '12',
    'call 030 123456',
    '030 123456 ext. 7',
    '030 123456;ext=7',
    '+999 123456789',
    '+49',
    '1'.repeat(30),
    '030\n123456x',
  ])('SM5: %j is no number', (typed) => {
    expect(readPhone(typed, 'DE')).toBeNull()
  })

  it('SM5: without a known country only international numbers are read', () => {
    expect(readPhone('030 123456', 'ZZ')).toBeNull()
    expect(readPhone('+4930123456', 'ZZ')).toBe('+4930123456')
  })

  it('SM5: what is meant as a number is told from an address', () => {
    expect(looksLikePhone(' +49 30 1')).toBe(true)
    expect(looksLikePhone('1@example.com')).toBe(false)
    expect(looksLikePhone('ann')).toBe(false)
  })
})
