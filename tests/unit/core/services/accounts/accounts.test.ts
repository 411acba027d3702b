import { scryptSync } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { createAccountsService } from '../../../../../electron/core/services/accounts/accounts'
import { openStore } from '../../../../../electron/core/store/open-store'
import { hashPassword } from '../../../../../electron/core/services/accounts/password-hashing'
import { endTemporary, saveCredential, saveTemporaryCredential } from '../../../../../electron/core/store/accounts'
import { openTestPortal } from '../../../../support/core-context'
import { auditActions, givePassword, GOOD_PASSWORD } from '../../reception/reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

async function portalWithAnna(status: 'active' | 'pending' | 'dismissed' | 'invited' = 'active') {
  const portal = await openTestPortal()
  const anna = await portal.addPerson({ status, email: 'anna@example.com', phone: '+4930901820', firstName: 'Anna' })
  await givePassword(portal, anna.personId)
  return { portal, anna, accounts: createAccountsService(portal) }
}

it.each(['anna@example.com', '  Anna@EXAMPLE.com ', '+49 30 901820', '030 901820'])(
  'A4: signs in with %j and the password',
  async (login) => {
    const { portal, anna, accounts } = await portalWithAnna()
    expect(await accounts.signIn(login, GOOD_PASSWORD, 'console')).toEqual({ actor: anna, temporaryGeneration: null })
    expect(await auditActions(portal)).toEqual(['session.signed-in'])
  },
)

it('A4: the administrator gets the administrator’s role', async () => {
  const portal = await openTestPortal()
  await givePassword(portal, portal.administrator.personId)
  const { email } = await portal.store.reader.selectFrom('person').select('email').executeTakeFirstOrThrow()
  const { actor } = await createAccountsService(portal).signIn(email ?? '', GOOD_PASSWORD, 'console')
  expect(actor.role).toBe('administrator')
})

it.each([
  ['invited', 'SIGN_IN_INVITED'],
  ['pending', 'SIGN_IN_PENDING'],
  ['dismissed', 'SIGN_IN_DISMISSED'],
] as const)('S4: %s people learn why after the right password, and only then', async (status, code) => {
  const { portal, accounts } = await portalWithAnna(status)
  await expect(accounts.signIn('anna@example.com', 'wrong wrong', 'console')).rejects.toMatchObject({
    code: 'WRONG_CREDENTIALS',
  })
  await expect(accounts.signIn('anna@example.com', GOOD_PASSWORD, 'console')).rejects.toMatchObject({ code })
  expect(await auditActions(portal)).toEqual(['session.refused', 'session.refused'])
})

it('J5: an unknown login and a wrong password are refused alike and leave the same traces', async () => {
  const { portal, accounts } = await portalWithAnna()
  const refusals = []
  for (const login of ['anna@example.com', 'nobody@example.com', 'not an address', '+49 30 901821', '']) {
    refusals.push(await accounts.signIn(login, 'wrong wrong', 'join-site').catch((error: unknown) => error))
  }
  expect(new Set(refusals.map(String)).size).toBe(1)
  expect(await auditActions(portal)).toEqual(Array(5).fill('session.refused'))
})

it('A4: waiting times begin after the third wrong password, grow, and end with the right one', async () => {
  const { portal, accounts } = await portalWithAnna()
  const wrong = () => accounts.signIn('anna@example.com', 'wrong wrong', 'console')
  for (let tries = 0; tries < 4; tries += 1) await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  await expect(wrong()).rejects.toMatchObject({ code: 'WAIT_BEFORE_NEXT_TRY', params: { seconds: 5 } })
  const right = () => accounts.signIn('anna@example.com', GOOD_PASSWORD, 'console')
  await expect(right()).rejects.toMatchObject({ code: 'WAIT_BEFORE_NEXT_TRY' })
  portal.clock.advance(5_000)
  await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  await expect(right()).rejects.toMatchObject({ params: { seconds: 15 } })
  portal.clock.advance(15_000)
  await right()
  expect(await portal.store.reader.selectFrom('throttle').selectAll().execute()).toEqual([])
  await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
})

it('A4: a login that does not exist makes wait just the same', async () => {
  const { accounts } = await portalWithAnna()
  const codes = []
  for (let tries = 0; tries < 5; tries += 1) {
    codes.push(
      await accounts.signIn('nobody@example.com', 'wrong', 'console').catch((error: { code: string }) => error.code),
    )
  }
  expect(codes).toEqual([...Array(4).fill('WRONG_CREDENTIALS'), 'WAIT_BEFORE_NEXT_TRY'])
})

it('A4: tries sent together are counted one by one', async () => {
  const { accounts } = await portalWithAnna()
  const tries = Array.from({ length: 12 }, () => accounts.signIn('anna@example.com', 'wrong', 'console'))
  const results = await Promise.allSettled(tries)
  const codes = results.map((result) =>
    result.status === 'rejected' ? (result.reason as { code: string }).code : 'in',
  )
  expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(4)
  expect(codes.filter((code) => code === 'WAIT_BEFORE_NEXT_TRY')).toHaveLength(8)
})

it('A4: a restart forgives nothing', async () => {
  const { portal, accounts } = await portalWithAnna()
  for (let tries = 0; tries < 4; tries += 1) {
    await expect(accounts.signIn('anna@example.com', 'wrong', 'console')).rejects.toThrow()
  }
  await portal.store.close()
  const store = await openStore({ file: portal.file, backupFolder: `${portal.folder}/backups`, clock: portal.clock })
  const again = createAccountsService({ ...portal, store })
  await expect(again.signIn('anna@example.com', GOOD_PASSWORD, 'console')).rejects.toMatchObject({
    code: 'WAIT_BEFORE_NEXT_TRY',
  })
  await store.close()
})

it('A4: strangers at the join site never make anybody wait at the console', async () => {
  const { accounts } = await portalWithAnna()
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(accounts.signIn('anna@example.com', 'wrong', 'join-site')).rejects.toThrow()
  }
  await accounts.signIn('anna@example.com', GOOD_PASSWORD, 'console')
})

it('A4: a hash with old parameters is renewed by signing in, and the password stays the same', async () => {
  const { portal, anna, accounts } = await portalWithAnna()
  const salt = Buffer.alloc(16, 3)
  const hash = scryptSync(GOOD_PASSWORD, salt, 32, { N: 1024 }).toString('base64url')
  const old = `scrypt$1024$8$1$${salt.toString('base64url')}$${hash}`
  await portal.store.write((writer) => saveCredential(writer, anna.personId, old, portal.clock.now()))
  await accounts.signIn('anna@example.com', GOOD_PASSWORD, 'console')
  const { password } = await portal.store.reader.selectFrom('credential').select('password').executeTakeFirstOrThrow()
  expect(password).toMatch(/^scrypt\$32768\$/)
  await accounts.signIn('anna@example.com', GOOD_PASSWORD, 'console')
})

it.each(['reset', 'dismissed', 'ended'] as const)(
  'A4, S4, R2: what was chosen is not kept where the person or the password went meanwhile: %s',
  async (meanwhile) => {
    const { portal, anna, accounts } = await portalWithAnna()
    const id = anna.personId
    const now = portal.clock.now()
    const given = { password: 'scrypt$another', generation: 1, until: now + 1 }
    const { write } = portal.store
    if (meanwhile === 'ended') {
      const password = await hashPassword(GOOD_PASSWORD, portal.randomness)
      await write((writer) => saveTemporaryCredential(writer, id, { ...given, password }, now))
    }
    const before = await portal.store.reader.selectFrom('credential').select('password').executeTakeFirstOrThrow()
    const happens = (): Promise<unknown> =>
      write(async (writer) => {
        if (meanwhile === 'reset') await saveTemporaryCredential(writer, id, given, now)
        if (meanwhile === 'ended') await endTemporary(writer, id)
        if (meanwhile === 'dismissed') {
          await writer
            .updateTable('person')
            .set({ status: 'dismissed', dismissed_at: now })
            .where('id', '=', id)
            .execute()
        }
      })
    // The tries are counted, then forgiven; the third thing written is what was chosen.
    let writes = 0
    vi.spyOn(portal.store, 'write').mockImplementation(async (work) => {
      writes += 1
      if (writes === 3) await happens()
      return await write(work)
    })
    const change = accounts.changePassword(anna, { current: GOOD_PASSWORD, next: 'copper window tide 8' })
    const codes = { reset: 'WRONG_CREDENTIALS', dismissed: 'SIGN_IN_DISMISSED', ended: 'PASSWORD_EXPIRED' }
    await expect(change).rejects.toMatchObject({ code: codes[meanwhile] })
    expect(writes).toBe(3)
    expect(await portal.store.reader.selectFrom('credential').select('password').executeTakeFirstOrThrow()).toEqual(
      meanwhile === 'reset' ? { password: given.password } : before,
    )
  },
)

it('A4: changing the password needs the current one and a good next one', async () => {
  const { portal, anna, accounts } = await portalWithAnna()
  const change = (current: string, next: string) => accounts.changePassword(anna, { current, next })
  await expect(change('wrong', 'copper window tide 8')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  for (const [next, code] of [
    ['short', 'PASSWORD_TOO_SHORT'],
    ['xx anna@example.com', 'PASSWORD_TOO_COMMON'],
  ]) {
    await expect(change(GOOD_PASSWORD, next ?? '')).rejects.toMatchObject({ fields: [{ field: 'next', code }] })
  }
  await change(GOOD_PASSWORD, 'copper window tide 8')
  await accounts.verify(anna.personId, 'copper window tide 8')
  await expect(accounts.verify(anna.personId, GOOD_PASSWORD)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  expect(await auditActions(portal)).toEqual(['session.password-changed'])
})

it('A4: unlocking is throttled and works for active people only', async () => {
  const { accounts, anna } = await portalWithAnna('dismissed')
  await expect(accounts.verify(anna.personId, GOOD_PASSWORD)).rejects.toMatchObject({ code: 'SIGN_IN_DISMISSED' })
  await expect(accounts.verify('nobody', GOOD_PASSWORD)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
})

it('no secret: neither password nor login stands in the data file’s log or throttle', async () => {
  const { portal, accounts } = await portalWithAnna()
  await expect(accounts.signIn('typed-by-mistake-Secret99', 'other-Secret99', 'console')).rejects.toThrow()
  const rows = [
    ...(await portal.rowsOf('audit')),
    ...(await portal.store.reader.selectFrom('throttle').selectAll().execute()),
  ]
  expect(JSON.stringify(rows)).not.toContain('ecret99')
})
