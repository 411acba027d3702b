import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddressList, splitName } from '../../../../electron/core/domain/address-lists'

const emails = (text: string): (string | null)[] => [...readAddressList(text)].map((entry) => entry.email)
const named = (text: string): string[] =>
  [...readAddressList(text)].map((entry) => `${entry.firstName}|${entry.lastName}|${entry.email ?? entry.problem}`)

describe('reading a pasted list', () => {
  it('M4: spaces, commas, semicolons and new lines separate addresses', () => {
    expect(emails('a@x.com b@x.com,c@x.com;d@x.com\ne@x.com\r\nf@x.com\tg@x.com ,; h@x.com')).toEqual(
      [...'abcdefgh'].map((letter) => `${letter}@x.com`),
    )
    expect(emails('')).toEqual([])
    expect(emails(' \n,;\r\n ')).toEqual([])
  })

  it('M4, M7: names are read in every way mail programs write them', () => {
    expect(named('Ann Lee <ann@x.com>')).toEqual(['Ann|Lee|ann@x.com'])
    expect(named('"Lee, Ann" <ann@x.com>, Bob <bob@x.com>')).toEqual(['Ann|Lee|ann@x.com', 'Bob||bob@x.com'])
    expect(named('Lee, Ann <ann@x.com>; Ray, Bob <bob@x.com>')).toEqual(['Ann|Lee|ann@x.com', 'Bob|Ray|bob@x.com'])
    expect(named('Ann Lee <ann@x.com> Bob Ray <bob@x.com>')).toEqual(['Ann|Lee|ann@x.com', 'Bob|Ray|bob@x.com'])
    expect(named('Ann Lee\tann@x.com\nbob@x.com Bob Ray')).toEqual(['Ann|Lee|ann@x.com', 'Bob|Ray|bob@x.com'])
    expect(named('"Ann \\"Annie\\" Lee" <ann@x.com>')).toEqual(['Ann|Annie Lee|ann@x.com'])
    expect(named('ann@x.com <ann@x.com>')).toEqual(['||ann@x.com'])
    expect(named('<ann@x.com>')).toEqual(['||ann@x.com'])
    expect(named('Мария Петрова <maria@почта.рф>')).toEqual(['Мария|Петрова|maria@xn--80a1acny.xn--p1ai'])
  })

  it('M4: mailto links are read', () => {
    expect(emails('mailto:a@x.com MAILTO:b%2Bc@x.com?subject=Hi%20there <mailto:d@x.com>')).toEqual([
      'a@x.com',
      'b+c@x.com',
      'd@x.com',
    ])
    expect(emails('mailto:%E0%A4%A@x.com')).toEqual([null])
  })

  it('M4: what is no address comes out with its problem instead of vanishing', () => {
    expect(named('ann.x.com b@x.com')).toEqual(['||EMAIL_INVALID', '||b@x.com'])
    expect(named('Ann Lee\nb@x.com')).toEqual(['||EMAIL_INVALID', '||b@x.com'])
    expect(named('Ann, b@x.com')).toEqual(['||EMAIL_INVALID', '||b@x.com'])
    expect(named('Ann')).toEqual(['||EMAIL_INVALID'])
    expect(named('Ann <ann@x.com\nb@x.com')).toEqual(['Ann||EMAIL_INVALID', '||b@x.com'])
    expect(named('a@x.com Bob <b@x.com>')).toEqual(['||a@x.com', 'Bob||b@x.com'])
    expect(named('Ann <ann@x.com>tail@')).toEqual(['Ann||ann@x.com', '||EMAIL_INVALID'])
    expect(named('a\u202eb@x.com')).toEqual(['||CONTROL_CHARACTERS'])
  })

  it('S6: a repeated address is marked as duplicate', () => {
    const entries = [...readAddressList('Ann <ann@x.com>, ANN@X.com, bob@x.com')]
    expect(entries.map((entry) => entry.duplicate)).toEqual([false, true, false])
  })

  it('M4: every address of a list is found, whatever the names and separators', () => {
    const address = fc.tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/u), fc.constantFrom('x.com', 'почта.рф', 'Y.org'))
    const name = fc.constantFrom('', 'Ann', 'Ann Lee', '"Lee, Ann"', 'Lee, Ann', 'Мария')
    const entry = fc.tuple(address, name).map(([[local, domain], written]) => ({
      text: written === '' ? `${local}@${domain}` : `${written} <${local}@${domain}>`,
      local,
    }))
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, fc.constantFrom('; ', '\n', ' ;\r\n', ';'))), (entries) => {
        const text = entries.map(([each, separator]) => each.text + separator).join('')
        const read = [...readAddressList(text)]
        expect(read.map((each) => each.email?.split('@')[0])).toEqual(entries.map(([each]) => each.local))
        expect(read.every((each) => each.problem === null)).toBe(true)
      }),
    )
  })

  it('M4: nothing typed can make reading fail, hang or give a broken name', () => {
    const piece = fc.constantFrom(
      '"',
      '<',
      '>',
      ',',
      ';',
      '\\',
      ' ',
      '\n',
      '\r\n',
      'mailto:',
      '%',
      '@',
      'a@x.com',
      'Ann',
      '😀',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const entry of readAddressList(pieces.join(''))) {
          expect((entry.email === null) === (entry.problem !== null)).toBe(true)
          expect(`${entry.firstName}${entry.lastName}`).not.toMatch(/[\p{Cc}\p{Cs}"<>]/u)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('M4: a million hostile characters are read in linear time', () => {
    for (const pattern of ['<', '"', ' "', '"\\', 'a@x.com <', '@', ', ']) {
      const started = process.cpuUsage()
      const text = pattern.repeat(200_000 / pattern.length)
      for (const entry of readAddressList(text)) expect(entry).toBeDefined()
      const { user } = process.cpuUsage(started)
      expect(user / 1_000, pattern).toBeLessThan(8_000)
    }
  })
})

describe('splitting a name', () => {
  it('M7: the comma decides, else the first word', () => {
    expect(splitName('Ann Marie Lee')).toEqual({ firstName: 'Ann', lastName: 'Marie Lee' })
    expect(splitName('van der Berg, Jan')).toEqual({ firstName: 'Jan', lastName: 'van der Berg' })
    expect(splitName(' Ann ')).toEqual({ firstName: 'Ann', lastName: '' })
    expect(splitName(`${'a'.repeat(300)} b`).firstName).toHaveLength(100)
  })
})
