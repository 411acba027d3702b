import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveToken, handleFrom, matches, parseCode, shortCode } from '../../../../electron/core/domain/join-codes'

const SECRET = Buffer.alloc(32, 5).toString('base64url')
const token = deriveToken(SECRET, 'id', 1, 'ABC123')
const subjects = fc.record({
  id: fc.uuid(),
  generation: fc.integer({ min: 1, max: 1_000_000 }),
  handle: fc.uint8Array({ minLength: 6, maxLength: 16 }).map(handleFrom),
})

describe('join codes', () => {
  it('J4: a link carries 130 bits of proof behind its handle, in an alphabet without look-alikes', () => {
    fc.assert(
      fc.property(subjects, ({ id, generation, handle }) => {
        expect(deriveToken(SECRET, id, generation, handle)).toMatch(
          new RegExp(`^${handle}[0-9A-HJKMNP-TV-Z]{26}$`, 'u'),
        )
      }),
    )
  })

  it('Q3: the same invitation and generation give the same code, everything else another one', () => {
    expect(deriveToken(SECRET, 'id', 1, 'ABC123')).toBe(token)
    const others = [
      deriveToken(SECRET, 'id', 2, 'ABC123'),
      deriveToken(SECRET, 'other', 1, 'ABC123'),
      deriveToken(Buffer.alloc(32, 6).toString('base64url'), 'id', 1, 'ABC123'),
      deriveToken(SECRET, 'i', 1, 'ABC123'),
    ]
    expect(new Set([token, ...others].map((each) => each.slice(6))).size).toBe(5)
  })

  it('M8: a short code is read back however it is written', () => {
    expect(shortCode(token)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/u)
    const mangle = fc.constantFrom<(code: string) => string>(
      (code) => code,
      (code) => code.toLowerCase(),
      (code) => code.replaceAll('-', ' '),
      (code) => code.replaceAll('-', ''),
      (code) => ` ${code.replaceAll('-', ' – ')}\n`,
      (code) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code) => code.replaceAll('0', 'O').replaceAll('1', 'I'),
    )
    fc.assert(
      fc.property(subjects, mangle, ({ id, generation, handle }, write) => {
        const made = deriveToken(SECRET, id, generation, handle)
        const short = parseCode(write(shortCode(made)))
        expect(short).toMatchObject({ handle, kind: 'short' })
        expect(short && matches(short, made)).toBe(true)
        const link = parseCode(write(made))
        expect(link).toMatchObject({ handle, kind: 'link' })
        expect(link && matches(link, made)).toBe(true)
      }),
    )
  })

  it('J4: one changed character is another code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31 }), fc.constantFrom('0', '7', 'Z', 'Q'), (place, character) => {
        fc.pre(token[place] !== character)
        const wrong = parseCode(token.slice(0, place) + character + token.slice(place + 1))
        expect(wrong && matches(wrong, token)).toBe(false)
        const short = parseCode(shortCode(token).replaceAll('-', '').slice(0, -1) + character)
        expect(short && matches(short, token)).toBe(token[15] === character)
      }),
    )
  })

  it.each([
    '',
    'ABC',
    shortCode(token).slice(0, -1),
    `${token}0`,
    `${token.slice(0, -1)}U`,
    `${token.slice(0, -1)}?`,
    'ж'.repeat(16),
    'https://join.example.com/J/',
    `https://join.example.com/K/${token}`,
    ' '.repeat(500),
  ])('J4: %j is no code', (text) => {
    expect(parseCode(text)).toBeNull()
  })

  it('J4: nothing typed can make reading fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseCode(text)
        if (parsed) expect(parsed.handle).toHaveLength(6)
      }),
    )
  })

  it('J4: too few random bytes make no handle', () => {
    expect(() => handleFrom(new Uint8Array(3))).toThrow(RangeError)
    expect(handleFrom(new Uint8Array([255, 255, 255, 255]))).toBe('ZZZZZZ')
  })
})
