import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPhoneList, readPhoneList, splitPhoneList } from '../../../../electron/core/domain/phone-lists'

const read = (text: string, country = 'DE') => [...readPhoneList(text, country)]
const phones = (text: string, country?: string) => read(text, country).map((entry) => entry.phone)

describe('a pasted list of numbers', () => {
  it('SM2: numbers are separated by spaces, commas, semicolons, tabs and new lines', () => {
    const expected = ['+491711234567', '+491721234567', '+491731234567', '+491741234567', '+491751234567']
    expect(phones('+491711234567 +491721234567,+491731234567;+491741234567\n+491751234567')).toEqual(expected)
    expect(phones('+491711234567\t+491721234567\r\n')).toEqual(expected.slice(0, 2))
  })

  it.each([
    ['+49 170 123 45 67, 0171 1234567', ['+491701234567', '+491711234567']],
    ['+49 170 123 45 67 +49 171 123 45 67', ['+491701234567', '+491711234567']],
    ['0171 2345678 0172 2345678', ['+491712345678', '+491722345678']],
    ['(0171) 234-56-78 0172/2345678', ['+491712345678', '+491722345678']],
    ['+49 (0)171 2345678', ['+491712345678']],
    ['01712345678 01722345678 01732345678', ['+491712345678', '+491722345678', '+491732345678']],
    ['tel:+49-171-2345678', ['+491712345678']],
  ])('SM2: a number itself may hold spaces, dashes and brackets: %s', (text, expected) => {
    expect(phones(text)).toEqual(expected)
  })

  it.each([
    ['FR', '06 12 34 56 78 06 98 76 54 32', ['+33612345678', '+33698765432']],
    ['US', '212 555 0100 646 555 0101', ['+12125550100', '+16465550101']],
    ['RU', '8 (495) 123-45-67 8 916 123 45 67', ['+74951234567', '+79161234567']],
    ['GB', '07700 900123 07700 900124', ['+447700900123', '+447700900124']],
    ['RU', '495 123-45-67 916 123-45-67', ['+74951234567', '+79161234567']],
    ['DE', '491712345678 4915123456789\n15123456780', ['+491712345678', '+4915123456789', '+4915123456780']],
  ])('SM5: national numbers are read with the country of the portal: %s', (country, text, expected) => {
    expect(phones(text, country)).toEqual(expected)
  })

  it('SM2: what is no number comes out as such, and a repeated one as a duplicate', () => {
    expect(read('Anna Lee, +491711234567\n0171 1234567, 12')).toEqual([
      { text: 'Anna Lee', phone: null, duplicate: false },
      { text: '+491711234567', phone: '+491711234567', duplicate: false },
      { text: '0171 1234567', phone: '+491711234567', duplicate: true },
      { text: '12', phone: null, duplicate: false },
    ])
  })

  it('SM2: commas, semicolons and new lines end a number; spaces do where it is whole or the next begins with a plus', () => {
    const split = (text: string, country: string) => [...splitPhoneList(text, country)]
    expect(split('+49 30 1234567 +49 30 7654321,030 111111;030-222222\n+7 (912) 345-67-89', 'DE')).toEqual([
      '+49 30 1234567',
      '+49 30 7654321',
      '030 111111',
      '030-222222',
      '+7 (912) 345-67-89',
    ])
    expect(split('+49 170 123 45 67 +49 171 123 45 67', 'DE')).toEqual(['+49 170 123 45 67', '+49 171 123 45 67'])
    expect(split('89123456789 89123456790 89123456791', 'RU')).toEqual(['89123456789', '89123456790', '89123456791'])
    expect(split('8 912 345 67 89 8 913 345 67 90', 'RU')).toEqual(['8 912 345 67 89', '8 913 345 67 90'])
    expect(split('12, 030 123456', 'DE')).toEqual(['12', '030 123456'])
  })

  it('SM2: a table of other numbers is no list of phones', () => {
    expect(isPhoneList('030 123456\n030 654321\n')).toBe(true)
    expect(isPhoneList('+49 170 123 45 67 +49 171 123 45 67')).toBe(true)
    expect(isPhoneList('1;+49 30 123456\n2;+49 30 654321')).toBe(false)
    expect(isPhoneList('Ann;030 123456')).toBe(false)
    expect(isPhoneList('')).toBe(false)
  })

  it('SM2: invisible marks of copied contacts do not matter', () => {
    expect(phones('\u202a+49 171 1234567\u202c')).toEqual(['+491711234567'])
  })

  it('SM2: no digit is lost, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-() ,;\nabc/.'), maxLength: 120 }), (text) => {
        const digits = (part: string): string => part.replace(/\D/gu, '')
        expect(
          read(text)
            .map((entry) => digits(entry.text))
            .join(''),
        ).toBe(digits(text))
      }),
    )
  })

  it('SM2: E.164 numbers come out whole, however they are separated and written', () => {
    const number = fc.integer({ min: 1_600_000_000, max: 1_799_999_999 }).map((rest) => `+49${rest}`)
    const spaced = (phone: string): string => phone.replace(/^(\+49)(\d{3})(\d{3})(\d+)$/u, '$1 $2 $3 $4')
    fc.assert(
      fc.property(
        fc.uniqueArray(number, { maxLength: 20 }),
        fc.constantFrom(' ', ', ', '\n', ';'),
        (list, separator) => {
          expect(phones(list.join(separator))).toEqual(list)
          expect(phones(list.map(spaced).join(separator))).toEqual(list)
        },
      ),
    )
  })

  it('SM2: a long list takes linear time', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `0171 ${2_000_000 + index}`).join(' ')
    const started = performance.now()
    expect(read(text)).toHaveLength(5_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
