import { expect, it } from 'vitest'
import {
  TEMPORARY_ALPHABET,
  temporaryPassword,
  temporaryUntil,
} from '../../../../electron/core/domain/temporary-passwords'
import { passwordStrength } from '../../../../electron/core/services/accounts/password-strength'

const SECRET = Buffer.alloc(32, 7).toString('base64url')
const MANY = Array.from({ length: 4_000 }, (_, index) => temporaryPassword(SECRET, `person-${index}`, 1))

it('R1: every temporary password is four groups of four, without look-alikes and without vowels', () => {
  const shape = new RegExp(`^([${TEMPORARY_ALPHABET}]{4}-){3}[${TEMPORARY_ALPHABET}]{4}$`, 'u')
  for (const password of MANY) expect(password).toMatch(shape)
  expect(TEMPORARY_ALPHABET).not.toMatch(/[aeiou01lIO25sSzZbBvgq]/u)
  expect(new Set(TEMPORARY_ALPHABET).size).toBe(TEMPORARY_ALPHABET.length)
})

it('R1: it is the same for the same person and generation, and another one for anybody or anything else', () => {
  expect(temporaryPassword(SECRET, 'anna', 1)).toBe(temporaryPassword(SECRET, 'anna', 1))
  const other = Buffer.alloc(32, 8).toString('base64url')
  const all = [
    temporaryPassword(SECRET, 'anna', 1),
    temporaryPassword(SECRET, 'anna', 2),
    temporaryPassword(SECRET, 'oleg', 1),
    temporaryPassword(other, 'anna', 1),
  ]
  expect(new Set(all).size).toBe(4)
  expect(new Set(MANY).size).toBe(MANY.length)
})

it('R1: no character is likelier than another', () => {
  const counts = new Map<string, number>()
  for (const character of MANY.join('').replaceAll('-', '')) counts.set(character, (counts.get(character) ?? 0) + 1)
  const expected = (MANY.length * 16) / TEMPORARY_ALPHABET.length
  expect(counts.size).toBe(TEMPORARY_ALPHABET.length)
  // Five standard deviations of a fair draw.
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected))
})

it('R1: it is strong enough to be a password of the portal', async () => {
  for (const password of MANY.slice(0, 50)) {
    expect(await passwordStrength(password, ['Anna Berg', 'anna.berg@aurora.example', 'Aurora'])).toMatchObject({
      score: 4,
      problem: null,
    })
  }
})

it('R2: it lives for the days that are set', () => {
  expect(temporaryUntil(1_000, 7)).toBe(1_000 + 7 * 24 * 60 * 60 * 1_000)
})
