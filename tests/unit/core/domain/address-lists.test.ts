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
      '\u200b',
      '\u200c',
      '\u200d',
      '\u202e',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const entry of readAddressList(pieces.join(''))) {
          expect((entry.email === null) === (entry.problem !== null)).toBe(true)
          expect(`${entry.firstName}${entry.lastName}`).not.toMatch(/[\p{Cc}\p{Cs}"<>\u200b\u202e]/u)
          expect(`${entry.firstName}|${entry.lastName}`).not.toMatch(/(?:^|[\s|])[\u200c\u200d]|[\u200c\u200d]{2}/u)
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
  })

  it('M7: a name that is too long is not cut, so that its row says so', () => {
    expect(splitName(`${'a'.repeat(300)} b`)).toEqual({ firstName: 'a'.repeat(300), lastName: 'b' })
    const long = `${'Ann '.repeat(100)}<ann@x.com>`
    expect([...readAddressList(long)]).toMatchObject([{ text: long, email: 'ann@x.com' }])
  })

  it.each([
    ['Persian', 'علی\u200cرضا', 'می\u200cرزایی'],
    ['Sinhala', 'ශ්\u200dරී', 'ප්\u200dරියා'],
    ['Malayalam, at the end', 'മോഹന്\u200d', 'ലാല്\u200d'],
    ['a family of emoji', '👩\u200d👩🏽\u200d👧', '👩\u200d⚕\ufe0f'],
  ])('M7: joiners stay inside a name: %s', (_, firstName, lastName) => {
    expect(splitName(`${firstName} ${lastName}`)).toEqual({ firstName, lastName })
    expect(named(`"${lastName}, ${firstName}" <ann@x.com>`)).toEqual([`${firstName}|${lastName}|ann@x.com`])
  })

  it('M4, M7: a name with joiners is read without quotes and angle brackets too', () => {
    expect(named('علی\u200cرضا ann@x.com')).toEqual(['علی\u200cرضا||ann@x.com'])
  })

  it.each([
    ['\u200dAnn Lee\u200c', 'Ann', 'Lee'],
    ['Ann \u200d Lee', 'Ann', 'Lee'],
    ['\u200c\u200d', '', ''],
    ['Ann\u200d\u200dLee', 'Ann', 'Lee'],
    ['Ann\u200d\r\nBcc: Lee', 'Ann', 'Bcc: Lee'],
    ['Ann\u200bLee', 'Ann', 'Lee'],
    ['Ann\u202eLee', 'Ann', 'Lee'],
    ['1\u200d2', '1', '2'],
  ])('M7: what joins nothing, and everything else that hides, goes: %j', (name, firstName, lastName) => {
    expect(splitName(name)).toEqual({ firstName, lastName })
  })
})
