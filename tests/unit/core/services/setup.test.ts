import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { SetupInput } from '../../../../electron/contract/app'
import { createAccountsService } from '../../../../electron/core/services/accounts/accounts'
import { createChanges } from '../../../../electron/core/services/changes'
import type { ServiceContext } from '../../../../electron/core/services/service-context'
import { createPortal } from '../../../../electron/core/services/setup'
import { verifyAudit } from '../../../../electron/core/store/audit'
import { openStore } from '../../../../electron/core/store/open-store'
import {
  fakeClock,
  fakePresence,
  memoryFiles,
  memoryVault,
  openTestPortal,
  seededRandomness,
  silentLog,
} from '../../../support/core-context'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

async function emptyContext(): Promise<ServiceContext & { readonly vault: ReturnType<typeof memoryVault> }> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-setup-'))
  const clock = fakeClock()
  const log = silentLog()
  const store = await openStore({ file: join(folder, 'portal.usher'), backupFolder: join(folder, 'backups'), clock })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    store,
    clock,
    log,
    changes: createChanges({ log }),
    vault: memoryVault(),
    files: memoryFiles(),
    randomness: seededRandomness(),
    presence: fakePresence(),
  }
}

const input: SetupInput = {
  locale: 'ru',
  portalName: 'Аврора',
  firstName: 'Вера',
  lastName: 'Каменева',
  email: ' Vera@Aurora.example ',
  password: 'velvet otter lamp 41',
  country: 'RU',
  passphrase: null,
}

it('H1, A3, A4: creates the portal with a department, an administrator who can sign in, and a first log entry', async () => {
  const context = await emptyContext()
  const administrator = await createPortal(context, input)
  expect(administrator).toMatchObject({ name: 'Вера Каменева', role: 'administrator' })
  const { actor } = await createAccountsService(context).signIn('vera@aurora.example', input.password, 'console')
  expect(actor).toEqual(administrator)

  const { reader } = context.store
  expect(await reader.selectFrom('department').select(['name', 'parent_id']).execute()).toEqual([
    { name: 'Аврора', parent_id: null },
  ])
  expect(await reader.selectFrom('open_link').select('enabled').execute()).toEqual([{ enabled: 0 }])
  expect(await reader.selectFrom('open_link_variant').select('main').execute()).toEqual([{ main: 1 }])
  expect(await reader.selectFrom('join_site').select('mode').execute()).toEqual([{ mode: 'off' }])
  const first = await reader
    .selectFrom('audit')
    .select(['id', 'action', 'previous_hash'])
    .orderBy('id')
    .executeTakeFirst()
  expect(first).toEqual({ id: 1, action: 'portal.created', previous_hash: '' })
  expect(await verifyAudit(reader)).toMatchObject({ intact: true })
})

it('J4: the secret of all links is 32 random bytes in the vault and nowhere in the store', async () => {
  const context = await emptyContext()
  await createPortal(context, input)
  const secret = context.vault.get('portal-secret') ?? ''
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  const rows = [
    await context.store.reader.selectFrom('portal').selectAll().execute(),
    await context.store.reader.selectFrom('open_link_variant').selectAll().execute(),
    await context.store.reader.selectFrom('audit').selectAll().execute(),
  ]
  expect(JSON.stringify(rows)).not.toContain(secret)
})

it('S5: a second portal is refused, and so is the slower of two at once', async () => {
  const context = await emptyContext()
  const results = await Promise.allSettled([createPortal(context, input), createPortal(context, input)])
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(createPortal(context, input)).rejects.toMatchObject({ code: 'PORTAL_EXISTS' })
  const portal = await openTestPortal()
  const secret = portal.vault.get('portal-secret')
  await expect(createPortal(portal, input)).rejects.toMatchObject({ code: 'PORTAL_EXISTS' })
  expect(portal.vault.get('portal-secret')).toBe(secret)
})

it.each([
  [{ email: 'vera' }, 'email', 'EMAIL_INVALID'],
  [{ email: '+7 495 123-45-67' }, 'email', 'EMAIL_INVALID'],
  [{ password: 'short' }, 'password', 'PASSWORD_TOO_SHORT'],
  [{ password: 'password1234' }, 'password', 'PASSWORD_TOO_COMMON'],
  [{ password: 'каменева и точка 9' }, 'password', 'PASSWORD_TOO_COMMON'],
])('refuses %j beside its field and leaves the store empty', async (change, field, code) => {
  const context = await emptyContext()
  await expect(createPortal(context, { ...input, ...change })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    fields: [{ field, code }],
  })
  expect(await context.store.reader.selectFrom('person').selectAll().execute()).toEqual([])
})

it('a vault that cannot be written leaves no portal behind', async () => {
  const context = await emptyContext()
  const vault = {
    ...context.vault,
    set: () => {
      throw new Error('no keychain')
    },
  }
  await expect(createPortal({ ...context, vault }, input)).rejects.toThrow('no keychain')
  expect(await context.store.reader.selectFrom('portal').selectAll().execute()).toEqual([])
})
