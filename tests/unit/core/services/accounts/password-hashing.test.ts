import { scryptSync } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import {
  hashPassword,
  isOutdated,
  isPassword,
  NOBODYS_PASSWORD,
} from '../../../../../electron/core/services/accounts/password-hashing'
import { seededRandomness } from '../../../../support/core-context'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

it('A4: passwords are kept as scrypt with N = 2^15, r = 8, p = 1 and a salt of their own', async () => {
  const randomness = seededRandomness()
  const [one, other] = [await hashPassword('velvet otter', randomness), await hashPassword('velvet otter', randomness)]
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(other)
  const [, , , , salt = '', hash] = one.split('$')
  const expected = scryptSync('velvet otter', Buffer.from(salt, 'base64url'), 32, { N: 2 ** 15, maxmem: 2 ** 26 })
  expect(hash).toBe(expected.toString('base64url'))
})

it('A4: only the right password is the right one, however a keyboard composed it', async () => {
  const stored = await hashPassword('caf\u00e9 velvet', seededRandomness())
  expect(await isPassword('cafe\u0301 velvet', stored)).toBe(true)
  expect(await isPassword('cafe velvet', stored)).toBe(false)
  expect(await isPassword('', stored)).toBe(false)
  expect(await isPassword('', NOBODYS_PASSWORD)).toBe(false)
})

it('A4: a password hashed with other parameters still works and is known to be outdated', async () => {
  const salt = Buffer.alloc(16, 3)
  const old = `scrypt$1024$8$1$${salt.toString('base64url')}$${scryptSync('velvet', salt, 32, { N: 1024 }).toString('base64url')}`
  expect(await isPassword('velvet', old)).toBe(true)
  expect(isOutdated(old)).toBe(true)
  expect(isOutdated(NOBODYS_PASSWORD)).toBe(false)
})

it('A4: what is not one of our hashes is an error, never a match', async () => {
  for (const stored of ['', 'velvet', 'scrypt$1$1', 'bcrypt$32768$8$1$aa$bb']) {
    await expect(isPassword('velvet', stored)).rejects.toThrow('no known form')
  }
})

it('A4: many at once all finish', async () => {
  const stored = await hashPassword('velvet otter', seededRandomness())
  const tries = Array.from({ length: 7 }, (_, order) => isPassword(order === 3 ? 'velvet otter' : 'wrong', stored))
  expect(await Promise.all(tries)).toEqual([false, false, false, true, false, false, false])
})
