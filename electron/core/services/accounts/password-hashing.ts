import { scrypt, timingSafeEqual } from 'node:crypto'
import { normalizePassword } from '../../domain/passwords'
import type { Randomness } from '../ports'

interface Cost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** What new passwords are hashed with: about 32 MiB and a tenth of a second each. */
const COST: Cost = { n: 2 ** 15, r: 8, p: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Each hash takes memory and one of Node's few threads: more at once would only starve everything else. */
const AT_ONCE = 2

let running = 0
const waiting: (() => void)[] = []

/** A hash that no password has: what an unknown login is compared with, so that it takes as long as a known one. */
export const NOBODYS_PASSWORD = encode(COST, Buffer.alloc(SALT_BYTES, 1), Buffer.alloc(HASH_BYTES, 2))

/** The password as it is stored: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string, randomness: Randomness): Promise<string> {
  const salt = Buffer.from(randomness.bytes(SALT_BYTES))
  return encode(COST, salt, await derive(password, salt, COST, HASH_BYTES))
}

/** Whether it is the password of `stored`, compared in constant time. Throws when `stored` is not one of ours. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const { cost, salt, hash } = decode(stored)
  return timingSafeEqual(await derive(password, salt, cost, hash.length), hash)
}

/** Whether a stored password was hashed with other parameters than new ones are. */
export function isOutdated(stored: string): boolean {
  const { cost } = decode(stored)
  return cost.n !== COST.n || cost.r !== COST.r || cost.p !== COST.p
}

function encode(cost: Cost, salt: Buffer, hash: Buffer): string {
  return ['scrypt', cost.n, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

function decode(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } {
  const match = /^scrypt\$(\d{1,9})\$(\d{1,3})\$(\d{1,3})\$([\w-]+)\$([\w-]+)$/.exec(stored)
  const [, n, r, p, salt, hash] = match ?? []
  if (!n || !r || !p || !salt || !hash) throw new Error('A stored password has no known form')
  return {
    cost: { n: Number(n), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}

async function derive(password: string, salt: Buffer, cost: Cost, bytes: number): Promise<Buffer> {
  await turn()
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r }
      scrypt(normalizePassword(password), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)))
    })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** Resolves when fewer than AT_ONCE are running; who finishes hands its place to who has waited longest. */
async function turn(): Promise<void> {
  if (running < AT_ONCE) running += 1
  else await new Promise<void>((resume) => waiting.push(resume))
}
