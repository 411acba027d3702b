import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveToken, handleFrom, matches, parseCode, shortCode } from '../../../../electron/core/domain/join-codes'

const SECRET = Buffer.alloc(32, 5).toString('base64url')
const tokens = fc
  .record({ id: fc.uuid(), handle: fc.uint8Array({ minLength: 6, maxLength: 16 }).map(handleFrom) })
  .map(({ handle, id }) => ({ handle, token: deriveToken(SECRET, id, 1, handle) }))

/** Keys of the English and the Russian layout in the same places. */
const ENGLISH = 'qwertyuiop[]asdfghjkl;\'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
const RUSSIAN = 'йцукенгшщзхъфывапролджэячсмитьбю.ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
const onRussianKeys = (text: string): string =>
  [...text].map((key) => (ENGLISH.includes(key) ? RUSSIAN.charAt(ENGLISH.indexOf(key)) : key)).join('')

/** Each character in any of the ways somebody may write it. */
const WAYS: Readonly<Record<string, readonly string[]>> = { '0': ['0', 'O', 'o'], '1': ['1', 'I', 'i', 'l', 'L'] }
const BETWEEN = ['', '', '', ' ', '-', '–', '—', '\u2011', '\u2212', '\u00a0', '.', '_', '\u200b', '\u00ad']

/** A code as somebody may type it: any case, look-alikes, and something or nothing between any two characters. */
function scribbled(code: string): fc.Arbitrary<string> {
  const characters = [...code].map((character) =>
    fc.tuple(
      fc.constantFrom(...(WAYS[character] ?? [character, character.toLowerCase()])),
      fc.constantFrom(...BETWEEN),
    ),
  )
  return fc.tuple(...characters).map((parts) => parts.flat().join(''))
}

const scribbles = tokens.chain(({ handle, token }) =>
  fc.record({
    handle: fc.constant(handle),
    token: fc.constant(token),
    short: scribbled(shortCode(token).replaceAll('-', '')),
    long: scribbled(token),
  }),
)

function expectRead(text: string, token: string, kind: 'link' | 'short'): void {
  const read = parseCode(text)
  expect(read).toMatchObject({ kind })
  expect(read && matches(read, token)).toBe(true)
}

describe('typed codes', () => {
  it('J3, M8: any case, any look-alike and any dash or space anywhere is read as the code that is printed', () => {
    fc.assert(
      fc.property(scribbles, ({ long, short, token }) => {
        expectRead(short, token, 'short')
        expectRead(long, token, 'link')
      }),
    )
  })

  it('J3: reading what was read changes nothing, and no scribble leads to another handle', () => {
    fc.assert(
      fc.property(scribbles, ({ handle, short }) => {
        const read = parseCode(short)
        expect(read?.handle).toBe(handle)
        expect(parseCode(`${read?.handle}${read?.proof}`)).toEqual(read)
      }),
    )
  })

  const addresses = fc.constantFrom(
    'https://join.aurora.example',
    'HTTP://192.168.1.5:47801',
    'http://[fe80::1]:8080',
    'join.aurora.example',
    '',
  )
  const ends = fc.constantFrom('', '/', '?from=paper', '#form', '\n', '&data=05%7C01')

  it('Z3: a whole link is understood as a scanner gives it, in any case and with anything behind it', () => {
    fc.assert(
      fc.property(tokens, addresses, ends, fc.boolean(), ({ token }, address, end, small) => {
        const link = `${address}/J/${token}${end}`
        expectRead(small ? link.toLowerCase() : link, token, 'link')
        expectRead(`${address}/J/${shortCode(token)}${end}`, token, 'short')
      }),
    )
  })

  it('M8: a link that a mail program wrapped into one of its own is understood', () => {
    fc.assert(
      fc.property(tokens, ({ token }) => {
        const inner = encodeURIComponent(`https://join.aurora.example/J/${token}`)
        expectRead(`https://safe.example/?url=${inner}&data=05%7C02&reserved=0`, token, 'link')
      }),
    )
  })

  it('Z3: what a scanner or somebody types on the Russian keyboard layout is read by its keys', () => {
    fc.assert(
      fc.property(tokens, ({ token }) => {
        // A code all of whose Russian keys look like Latin letters is read by its looks.
        fc.pre(/[ABGKMQSWXZ]/u.test(token.slice(0, 16)))
        expectRead(onRussianKeys(`HTTP://192.168.1.5:47801/J/${token}`), token, 'link')
        expectRead(onRussianKeys(shortCode(token)), token, 'short')
        expectRead(onRussianKeys(shortCode(token).toLowerCase()), token, 'short')
      }),
    )
  })

  it('J3: Cyrillic letters that look like Latin ones are read by their looks', () => {
    const made = parseCode('АВСЕ-НКМР-ТХУЗ-2О45')
    expect(made).toEqual({ handle: 'ABCEHK', proof: 'MPTXY32045', kind: 'short' })
    expect(parseCode('авсе нкмр тхуз 2о45')).toEqual(made)
  })

  it('J3: full-width characters are read as what they stand for', () => {
    expect(parseCode('ＡＢＣＤ－１２３４－ＥＦＧＨ－５６７８')).toEqual(parseCode('ABCD-1234-EFGH-5678'))
  })
})
