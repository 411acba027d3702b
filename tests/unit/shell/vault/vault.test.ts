import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../../../electron/core/domain/refusal'
import type { Keychain } from '../../../../electron/shell/vault/keychain'
import { createMemoryVault } from '../../../../electron/shell/vault/memory-vault'
import { createVault, openPassphraseVault, openSystemVault, vaultKindAt } from '../../../../electron/shell/vault/vault'

// Making a key from a passphrase is slow on purpose.
vi.setConfig({ testTimeout: 60_000 })

/** A keychain with a key of its own: what one encrypted, another cannot read. */
function keychainWithKey(key: number): Keychain {
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ key))
  return {
    backend: 'test',
    encrypt: (text) => turned(Buffer.from(`${key}:${text}`)),
    decrypt(blob) {
      const text = turned(blob).toString()
      return text.startsWith(`${key}:`) ? text.slice(String(key).length + 1) : null
    },
  }
}

const keychain = keychainWithKey(90)
const passphrase = 'correct horse battery staple'
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-vault-'))
  path = join(folder, 'vault.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'not refused'
}
async function codeOfAsync(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'not refused',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
}
interface Stored {
  version: number
  key: { kind: string; recipe: { cost: number }; sealed: { data: string } }
  entries: Record<string, { nonce: string; data: string }>
}
function changeFile(change: (file: Stored) => void): void {
  const file = JSON.parse(readFileSync(path, 'utf8')) as Stored
  change(file)
  writeFileSync(path, JSON.stringify(file))
}
function flipped(base64url: string): string {
  const bytes = Buffer.from(base64url, 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64url')
}

describe('the vault under the system keychain', () => {
  it('keeps secrets through a restart and forgets removed ones', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('portal-secret', 'first')
    vault.set('mail-password', 'пароль')
    vault.set('portal-secret', 'second')
    const opened = openSystemVault(path, keychain)
    expect(opened.get('portal-secret')).toBe('second')
    expect(opened.get('mail-password')).toBe('пароль')
    opened.remove('mail-password')
    expect(openSystemVault(path, keychain).get('mail-password')).toBeNull()
    expect(vaultKindAt(path)).toBe('system')
  })

  it('writes no secret in clear and lets only the owner read the file', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('mail-password', 'hunter2-hunter2')
    const text = readFileSync(path, 'utf8')
    expect(text).not.toContain('hunter2')
    expect(text).not.toContain(Buffer.from('hunter2-hunter2').toString('base64url'))
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(readdirSync(folder)).toEqual(['vault.json'])
  })

  it('is unreadable without the keychain or with another one, and is left untouched', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('portal-secret', 'abc')
    const before = readFileSync(path, 'utf8')
    expect(codeOf(() => openSystemVault(path, null))).toBe('VAULT_UNREADABLE')
    expect(codeOf(() => openSystemVault(path, keychainWithKey(91)))).toBe('VAULT_UNREADABLE')
    expect(readFileSync(path, 'utf8')).toBe(before)
  })
})

describe.skipIf(process.platform !== 'linux')('a disk that takes no more', () => {
  it('says so plainly, and what was kept is still there', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('portal-secret', 'first')
    // Whatever is written beside the file ends on a full disk.
    const beside = `${path}.${process.pid}.tmp`
    symlinkSync('/dev/full', beside)
    expect(codeOf(() => vault.set('portal-secret', 'second'))).toBe('DISK_FULL')
    expect([vault.get('portal-secret'), openSystemVault(path, keychain).get('portal-secret')]).toEqual([
      'first',
      'first',
    ])
    symlinkSync('/dev/full', beside)
    expect(codeOf(() => vault.remove('portal-secret'))).toBe('DISK_FULL')
    expect(readdirSync(folder)).toEqual(['vault.json'])
  })
})

describe('the vault under a passphrase', () => {
  it('opens with the passphrase however its letters are composed, and with no other', async () => {
    const vault = await createVault(path, { keychain: null, passphrase: 'Café Zoë au lait' })
    vault.set('portal-secret', 'abc')
    expect(vaultKindAt(path)).toBe('passphrase')
    const opened = await openPassphraseVault(path, 'Café Zoë au lait'.normalize('NFD'))
    expect(opened.get('portal-secret')).toBe('abc')
    expect(await codeOfAsync(openPassphraseVault(path, 'Cafe Zoe au lait'))).toBe('VAULT_WRONG_PASSPHRASE')
  })

  it('leaves no file until the first secret, and replaces none that came meanwhile', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(path, 'of another console')
    expect(codeOf(() => vault.set('portal-secret', 'abc'))).toBe('VAULT_UNREADABLE')
    expect(readFileSync(path, 'utf8')).toBe('of another console')
  })

  it('is not made without a passphrase', async () => {
    expect(await codeOfAsync(createVault(path, { keychain: null, passphrase: null }))).toBe('PASSPHRASE_REQUIRED')
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses a forged cost instead of spending gigabytes', async () => {
    const vault = await createVault(path, { keychain: null, passphrase })
    vault.set('portal-secret', 'abc')
    changeFile((file) => {
      file.key.recipe.cost = 2 ** 30
    })
    expect(await codeOfAsync(openPassphraseVault(path, passphrase))).toBe('VAULT_UNREADABLE')
  })
})

describe('a damaged vault', () => {
  it.each([
    ['empty', ''],
    ['cut off', '{"version":1,"key":{"kind":"sys'],
    ['of a later version', '{"version":2,"key":{},"entries":{}}'],
    ['another file', '[]'],
  ])('is never taken for an empty one: %s', (_name, content) => {
    writeFileSync(path, content)
    expect(codeOf(() => vaultKindAt(path))).toBe('VAULT_UNREADABLE')
    expect(codeOf(() => openSystemVault(path, keychain))).toBe('VAULT_UNREADABLE')
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('shows a changed or exchanged entry at opening', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('portal-secret', 'abc')
    changeFile((file) => {
      const entry = file.entries['portal-secret']
      if (entry) entry.data = flipped(entry.data)
    })
    expect(codeOf(() => openSystemVault(path, keychain))).toBe('VAULT_UNREADABLE')
  })

  it('does not let an entry be moved to another name', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('portal-secret', 'abc')
    changeFile((file) => {
      const entry = file.entries['portal-secret']
      if (entry) file.entries = { 'mail-password': entry }
    })
    expect(codeOf(() => openSystemVault(path, keychain))).toBe('VAULT_UNREADABLE')
  })

  it('is not replaced by a new one', async () => {
    writeFileSync(path, 'damaged')
    expect(await codeOfAsync(createVault(path, { keychain, passphrase: null }))).toBe('VAULT_UNREADABLE')
    expect(readFileSync(path, 'utf8')).toBe('damaged')
  })

  it('is unreadable when it is missing although a portal needs it, or is no file at all', async () => {
    expect(codeOf(() => openSystemVault(path, keychain))).toBe('VAULT_UNREADABLE')
    expect(await codeOfAsync(openPassphraseVault(path, passphrase))).toBe('VAULT_UNREADABLE')
    expect(vaultKindAt(path)).toBe('none')
    expect(codeOf(() => vaultKindAt(folder))).toBe('VAULT_UNREADABLE')
  })

  it('keeps what it had when a write fails', async () => {
    const vault = await createVault(path, { keychain, passphrase: null })
    vault.set('portal-secret', 'abc')
    rmSync(path)
    // A folder in its place makes the final rename fail on every system, for root as well.
    mkdirSync(join(path, 'inside'), { recursive: true })
    expect(() => vault.set('portal-secret', 'def')).toThrow()
    expect(vault.get('portal-secret')).toBe('abc')
    expect(readdirSync(folder)).toEqual(['vault.json'])
  })
})

describe('the vault in memory', () => {
  it('keeps and forgets', () => {
    const vault = createMemoryVault()
    expect(vault.get('portal-secret')).toBeNull()
    vault.set('portal-secret', 'abc')
    expect(vault.get('portal-secret')).toBe('abc')
    vault.remove('portal-secret')
    expect(vault.get('portal-secret')).toBeNull()
  })
})
