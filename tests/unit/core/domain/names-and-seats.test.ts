import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { differInMiddleName, displayName, foldName } from '../../../../electron/core/domain/names'
import { searchWords } from '../../../../electron/core/domain/search-words'
import { seatFree, type Seats, seatsHeld, seatsRunOutOn, seatsUsed } from '../../../../electron/core/domain/seats'

describe('names', () => {
  it('M7: the name given is what others see, else the address', () => {
    expect(displayName('Ann', 'Lee', 'ann@example.com')).toBe('Ann Lee')
    expect(displayName('Ann', '', 'ann@example.com')).toBe('Ann')
    expect(displayName('', 'Lee', 'ann@example.com')).toBe('Lee')
    expect(displayName(' ', '', 'ann@example.com')).toBe('ann@example.com')
    expect(displayName('', '', 'ann@xn--80a1acny.xn--p1ai')).toBe('ann@почта.рф')
    expect(displayName('', '', '+442079460000')).toBe('+442079460000')
  })

  it('Z5: a middle name or patronymic that only one side knows is no other name', () => {
    const named = (firstName: string, lastName: string) => ({ firstName, lastName })
    const alike = [
      [named('Иван', 'Петров'), named('Иван Петрович', 'Петров')],
      [named('Ann', 'Lee'), named('Ann  Marie', 'Lee')],
      [named('Ann', 'Marie Lee'), named('Ann Marie', 'Lee')],
      [named('Ann', ''), named('Ann Marie', '')],
      [named('', ''), named('', '')],
    ] as const
    const other = [
      [named('Иван', 'Петров'), named('Пётр Иванович', 'Петров')],
      [named('Ann', 'Lee'), named('Ann Marie', 'Ray')],
      [named('Ann Marie', 'Lee'), named('Ann Rose', 'Lee')],
      [named('Anna', 'Müller'), named('Anna', 'Schmidt Müller')],
      [named('', 'Lee'), named('Ann', 'Lee')],
    ] as const
    for (const [one, two] of alike) {
      expect(differInMiddleName(one, two), `${one.firstName} ${two.firstName}`).toBe(true)
      expect(differInMiddleName(two, one), `${two.firstName} ${one.firstName}`).toBe(true)
    }
    for (const [one, two] of other) {
      expect(differInMiddleName(one, two), `${one.firstName} ${two.firstName}`).toBe(false)
      expect(differInMiddleName(two, one), `${two.firstName} ${one.firstName}`).toBe(false)
    }
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

  const seats = (limit: number | null, used: number, reservations: Seats['reservations'] = []): Seats => ({
    limit,
    used,
    reservations,
  })

  it('N1: a seat is free below the limit, without a limit always, and for partners and externals always', () => {
    expect(seatFree(seats(5, 4), 'employee', [])).toBe(true)
    expect(seatFree(seats(5, 5), 'employee', [])).toBe(false)
    expect(seatFree(seats(5, 9), 'employee', [])).toBe(false)
    expect(seatFree(seats(null, 9), 'employee', [])).toBe(true)
    expect(seatFree(seats(5, 5), 'external', [])).toBe(true)
    expect(seatFree(seats(5, 5), 'partner', [])).toBe(true)
  })

  it('Z6: seats kept for a department are free for its own people only, until they have taken them', () => {
    const kept = [{ departmentId: 'sales', seats: 3, used: 1 }]
    expect(seatsHeld(kept)).toBe(2)
    expect(seatFree(seats(10, 8, kept), 'employee', [])).toBe(false)
    expect(seatFree(seats(10, 8, kept), 'employee', ['sales'])).toBe(true)
    expect(seatFree(seats(10, 10, kept), 'employee', ['sales'])).toBe(false)
    expect(seatFree(seats(10, 9, [{ departmentId: 'sales', seats: 3, used: 4 }]), 'employee', [])).toBe(true)
  })

  it('Z6: foretells the day the seats run out, today where none is left, and never beyond a year', () => {
    const now = Date.UTC(2026, 2, 2, 9)
    expect(seatsRunOutOn(seats(50, 20), { joined: 30, days: 30 }, now)).toBe('2026-04-01')
    expect(seatsRunOutOn(seats(50, 50), { joined: 0, days: 30 }, now)).toBe('2026-03-02')
    expect(seatsRunOutOn(seats(50, 20), { joined: 0, days: 30 }, now)).toBeNull()
    expect(seatsRunOutOn(seats(5_000, 20), { joined: 1, days: 30 }, now)).toBeNull()
    expect(seatsRunOutOn(seats(null, 20), { joined: 9, days: 30 }, now)).toBeNull()
  })

  it('Z6: the day is one of this computer’s calendar, and so are those in between', () => {
    vi.stubEnv('TZ', 'America/New_York')
    // 21:30 on 6 March; on the 8th the clocks go forward.
    const evening = Date.UTC(2026, 2, 7, 2, 30)
    expect(seatsRunOutOn(seats(50, 50), { joined: 0, days: 30 }, evening)).toBe('2026-03-06')
    expect(seatsRunOutOn(seats(50, 20), { joined: 30, days: 30 }, evening)).toBe('2026-04-05')
    vi.unstubAllEnvs()
  })
})
