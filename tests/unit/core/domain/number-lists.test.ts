import { describe, expect, it } from 'vitest'
import { isNumberList, readNumberList } from '../../../../electron/core/domain/number-lists'

const numbersOf = (text: string): readonly string[] => [...readNumberList(text)]

describe('lists of phone numbers', () => {
  it('SM2: commas, semicolons and new lines end a number; spaces do where it is whole or the next begins with a plus', () => {
    expect(numbersOf('+49 30 1234567 +49 30 7654321,030 111111;030-222222\n+7 (912) 345-67-89')).toEqual([
      '+49 30 1234567',
      '+49 30 7654321',
      '030 111111',
      '030-222222',
      '+7 (912) 345-67-89',
    ])
    expect(numbersOf('89123456789 89123456790 89123456791')).toEqual(['89123456789', '89123456790', '89123456791'])
    expect(numbersOf('8 912 345 67 89 8 913 345 67 90')).toEqual(['8 912 345 67 89', '8 913 345 67 90'])
  })

  it('SM2: nothing is dropped, and a table of other numbers is no list of phones', () => {
    expect(numbersOf('12, 030 123456')).toEqual(['12', '030 123456'])
    expect(isNumberList('030 123456\n030 654321\n')).toBe(true)
    expect(isNumberList('1;+49 30 123456\n2;+49 30 654321')).toBe(false)
    expect(isNumberList('Ann;030 123456')).toBe(false)
    expect(isNumberList('')).toBe(false)
  })
})
