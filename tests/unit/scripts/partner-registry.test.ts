import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openPartnerPortal } from '../../support/partner-registry'

const run = promisify(execFile)
/** Each command is a program of its own, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

function folder(): string {
  const place = mkdtempSync(join(tmpdir(), 'usher-registry-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  return place
}

async function tool(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  try {
    const { stdout } = await run(process.execPath, ['scripts/partner-registry.mjs', ...args])
    return { code: 0, output: stdout }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { code: 1, output: stdout + stderr }
  }
}

const CSV = `id,name,status,address
nordlicht,"Nordlicht, Consulting",gold,paula@nordlicht.example
nordlicht,"Nordlicht, Consulting",gold,PIET@Nordlicht.example
`

/** Keys in a folder, and a list of two people to sign. */
async function issuer() {
  const place = folder()
  const made = await tool('keys', '--out', place)
  writeFileSync(join(place, 'list.csv'), CSV)
  const publicKey = /Public key:\s+(\S+)/u.exec(made.output)?.[1] ?? ''
  const signed = (...more: readonly string[]) =>
    tool('sign', '--key', join(place, 'private.pem'), '--in', join(place, 'list.csv'), ...more)
  return { place, made, publicKey, signed, registry: join(place, 'registry.json') }
}

function keyThatBeginsWith(start: string) {
  for (;;) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const text = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64url')
    if (text.startsWith(start)) return { key: privateKey, publicKey: text }
  }
}

describe('the tool of the partner registry', () => {
  it('B2: what it signs, Usher takes over, with the key and the fingerprint it shows', async () => {
    const { place, made, publicKey, registry, signed } = await issuer()
    expect((await signed('--serial', '3', '--days', '30', '--out', registry)).code).toBe(0)
    const { context, partners, vera } = await openPartnerPortal({ registry: false })
    context.clock.set(Date.now())
    for (const key of [publicKey, readFileSync(join(place, 'public.pem'), 'utf8')]) {
      await partners.setSource(vera, { address: null, publicKey: key })
    }
    const state = await partners.importRegistry(vera, { text: readFileSync(registry, 'utf8') })
    expect(state).toMatchObject({ serial: 3, companies: 1, addresses: 2 })
    expect(await partners.check(vera, { email: 'piet@nordlicht.example' })).toMatchObject({
      company: { name: 'Nordlicht, Consulting', status: 'gold' },
      refusal: null,
    })
    expect(made.output).toContain((await partners.get(vera)).source?.fingerprint)
  })

  it('B2: shows a file and tells a right signature from a wrong one', async () => {
    const { place, publicKey, registry, signed } = await issuer()
    await signed('--serial', '3', '--out', registry)
    const shown = await tool('show', registry, '--key', publicKey)
    expect(shown.output).toContain('List 3')
    expect(shown.output).toContain('1 companies, 2 addresses')
    expect(shown.output).toContain('The signature is right.')
    expect((await tool('show', registry, '--key', join(place, 'public.pem'))).code).toBe(0)
    const other = await issuer()
    const wrong = await tool('show', registry, '--key', other.publicKey)
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('WRONG') })
  })

  it('B2: takes a public key that begins with a hyphen, as one in sixty-four does', async () => {
    const { place, registry } = await issuer()
    const { key, publicKey } = keyThatBeginsWith('-')
    const file = join(place, 'hyphen.pem')
    writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }))
    await tool('sign', '--key', file, '--in', join(place, 'list.csv'), '--serial', '3', '--out', registry)
    expect((await tool('show', registry, '--key', publicKey)).output).toContain('The signature is right.')
  })

  it('keeps the private key to its owner and never overwrites it', async () => {
    const { place } = await issuer()
    const file = join(place, 'private.pem')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file, 'utf8')
    expect(await tool('keys', '--out', place)).toMatchObject({
      code: 1,
      output: expect.stringContaining('there already'),
    })
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('says what is wrong with a list, and writes nothing', async () => {
    const { place, registry, signed } = await issuer()
    const list = join(place, 'list.json')
    const company = { id: 'a', name: 'A', status: 'gold', addresses: ['x@a.example'] }
    const wrongs: [unknown, string][] = [
      [{ companies: [{ ...company, status: 'golden' }] }, 'status "golden"'],
      [[company, { ...company, id: 'b' }], 'x@a.example is listed already, under a'],
      [[company, company], 'another company with this id'],
      [[{ ...company, addresses: ['nobody'] }], '"nobody" is no e-mail address'],
      [{}, 'no "companies"'],
    ]
    for (const [value, message] of wrongs) {
      writeFileSync(list, JSON.stringify(value))
      const told = await tool(
        'sign',
        '--key',
        join(place, 'private.pem'),
        '--in',
        list,
        '--serial',
        '1',
        '--out',
        registry,
      )
      expect(told).toMatchObject({ code: 1, output: expect.stringContaining(message) })
    }
    expect((await signed('--serial', '0', '--out', registry)).output).toContain('--serial is a whole number')
    expect((await signed('--out', registry)).output).toContain('--serial is missing')
    expect((await tool('sign', '--nothing')).output).toContain('Usage:')
    expect((await tool('show', registry)).output).toContain('cannot be read')
  })
})
