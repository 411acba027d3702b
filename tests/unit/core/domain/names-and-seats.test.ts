import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayName, foldName } from '../../../../electron/core/domain/names'
import { searchWords } from '../../../../electron/core/domain/search-words'
import { seatFree, seatsUsed } from '../../../../electron/core/domain/seats'

describe('names', () => {
  it('M7: the name given is what others see, else the address', () => {
    expect(displayName('Ann', 'Lee', 'ann@example.com')).toBe('Ann Lee')
    expect(displayName('Ann', '', 'ann@example.com')).toBe('Ann')
    expect(displayName('', 'Lee', 'ann@example.com')).toBe('Lee')
    expect(displayName(' ', '', 'ann@example.com')).toBe('ann@example.com')
  })

  it('D2: folding takes away case, accents and ё, and keeps й', () => {
    expect(foldName('ФЁДОР Ёлкин')).toBe('федор елкин')
    expect(foldName('Сергей')).toBe('сергей')
    expect(foldName('Сергей'.normalize('NFD'))).toBe('сергей')
    expect(foldName('Ángel Müller Straße')).toBe('angel muller strasse')
    expect(foldName('İpek')).toBe('ipek')
    expect(foldName('ăncuța')).toBe('ancuta')
  })

  it('D2: folding twice changes nothing', () => {
    const awkward = [
      ...'иИйёΣςßẞİıǅﬀﷺ A',
      '\u0306',
      '\u0308',
      '\u0300',
      '\u0323',
      '\u0483',
      '\u0344',
      '\u0345',
      '\u3000',
    ]
    const anything = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const unit = fc.oneof(fc.constantFrom(...awkward), anything)
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('D2, SM5: search words are folded and a number typed the national way loses its punctuation', () => {
    expect(searchWords('  Фёдор  LEE ')).toEqual(['федор', 'lee'])
    expect(searchWords('(0170) 123-45')).toEqual(['170', '12345'])
    expect(searchWords('+49')).toEqual(['+49'])
    expect(searchWords('  ')).toEqual([])
  })
})

describe('seats', () => {
  it('N2: active employees take seats; partners, externals and everyone not active take none', () => {
    const counts = [
      { kind: 'employee', status: 'active', people: 5 },
      { kind: 'employee', status: 'pending', people: 3 },
      { kind: 'employee', status: 'dismissed', people: 2 },
      { kind: 'external', status: 'active', people: 7 },
      { kind: 'partner', status: 'active', people: 1 },
    ] as const
    expect(seatsUsed(counts)).toBe(5)
  })

  it('N1: a seat is free below the limit, without a limit always, and for partners and externals always', () => {
    expect(seatFree({ limit: 5, used: 4 }, 'employee')).toBe(true)
    expect(seatFree({ limit: 5, used: 5 }, 'employee')).toBe(false)
    expect(seatFree({ limit: 5, used: 9 }, 'employee')).toBe(false)
    expect(seatFree({ limit: null, used: 9 }, 'employee')).toBe(true)
    expect(seatFree({ limit: 5, used: 5 }, 'external')).toBe(true)
    expect(seatFree({ limit: 5, used: 5 }, 'partner')).toBe(true)
  })
})
