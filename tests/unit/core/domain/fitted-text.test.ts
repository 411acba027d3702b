import { describe, expect, it } from 'vitest'
import { fittedSize, POINT } from '../../../../electron/core/domain/fitted-text'

const SIZES = { largest: 16, smallest: 6, lineHeight: 1.16 }

describe('text that fits', () => {
  it('Q2: a short name is as large as it may be, and none is larger', () => {
    expect(fittedSize('Anna', { width: 40, height: 10 }, SIZES)).toBe(16)
    expect(fittedSize('', { width: 40, height: 10 }, SIZES)).toBe(16)
  })

  it('Q2: the longer the name, the smaller its type', () => {
    const lengths = [1, 2, 4, 8, 16, 32]
    const sizes = lengths.map((times) => fittedSize('Anna Petrova '.repeat(times), { width: 40, height: 12 }, SIZES))
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one))
    expect(new Set(sizes).size).toBeGreaterThan(3)
  })

  it('Q2: three hundred characters fit where an ordinary name would stand large, word or no word', () => {
    for (const text of ['x'.repeat(300), 'Ш'.repeat(300), 'ab '.repeat(100), '漢'.repeat(300)]) {
      const size = fittedSize(text, { width: 60, height: 10 }, SIZES)
      const lines = Math.floor(10 / (size * POINT * SIZES.lineHeight))
      expect(lines * (60 / (size * POINT))).toBeGreaterThan(300 * (text.startsWith('漢') ? 1 : 0.6))
    }
  })

  it('Q2: emoji and East Asian letters count as wide as they are, marks on letters as nothing', () => {
    const box = { width: 30, height: 6 }
    const latin = fittedSize('abcdefghij', box, SIZES)
    expect(fittedSize('🌸'.repeat(10), box, SIZES)).toBeLessThan(latin)
    expect(fittedSize('田中'.repeat(5), box, SIZES)).toBeLessThan(latin)
    expect(fittedSize('a\u0301b\u0301c\u0301defghij', box, SIZES)).toBe(latin)
  })
})
