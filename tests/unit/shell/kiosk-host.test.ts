import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { contract } from '../../../electron/contract'
import { shortCode } from '../../../electron/core/domain/join-codes'
import { createPortal, openPortal, type Portal } from '../../../electron/core/portal'
import { refusalFrom, refusalInterceptor } from '../../../electron/core/procedures/errors'
import { kioskGate, KIOSK_PROCEDURES } from '../../../electron/core/procedures/kiosk-gate'
import { createRouter } from '../../../electron/core/procedures/router'
import { openedPortals } from '../../../electron/shell/opened-portals'
import { createPortalHost } from '../../../electron/shell/portal-host'
import { fakeClock, seededRandomness, silentLog } from '../../support/core-context'
import { hostOptions } from '../../support/host-options'
import { bareDevices } from '../../support/portal-options'
import { wellFormed } from '../../support/well-formed'

// Passwords are hashed for real.
vi.setConfig({ testTimeout: 60_000 })

const OWNER = {
  locale: 'en',
  portalName: 'Aurora',
  firstName: 'Vera',
  lastName: 'Stone',
  email: 'vera@aurora.example',
  password: 'Nine lanterns over water',
  country: 'DE',
  passphrase: null,
} as const

/** A console over a real portal, asked through the whole contract as its window would. */
async function openConsole() {
  const folder = mkdtempSync(join(tmpdir(), 'usher-kiosk-'))
  const log = silentLog()
  const clock = fakeClock()
  const opened: Portal[] = []
  const keep = <Kept extends Portal>(portal: Kept): Kept => {
    opened.push(portal)
    return portal
  }
  const devices = bareDevices(log)
  const optionsOf = (place: string, vault: Parameters<typeof openPortal>[0]['vault']) => ({
    ...devices,
    folder: place,
    vault,
    clock,
    randomness: seededRandomness(),
  })
  const start = async () => {
    const host = createPortalHost({
      ...hostOptions(folder, { log }),
      portals: {
        ...openedPortals(devices),
        exists: async () => opened.length > 0,
        async open(place, vault) {
          const portal = await openPortal(optionsOf(place, vault))
          return portal && keep(portal)
        },
        async create(place, vault, input) {
          vault.set('portal-secret', Buffer.alloc(32, 7).toString('base64url'))
          const entered = await createPortal(optionsOf(place, vault), input)
          keep(entered.portal)
          return entered
        },
      },
      keychain: {
        backend: 'test',
        encrypt: (text) => Buffer.from(text),
        decrypt: (blob) => blob.toString(),
      },
    })
    await host.start({ sample: false })
    return host
  }
  let host = await start()
  onTestFinished(async () => {
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const intercept = refusalInterceptor(log)

  /** The answer, or the code of the refusal. */
  async function ask(procedure: string, input?: unknown): Promise<unknown> {
    const [group = '', name = ''] = procedure.split('.')
    const client: unknown = createRouterClient(createRouter(), {
      context: { host },
      interceptors: [
        (call) => intercept({ path: call.path, next: () => call.next() }),
        (call) => kioskGate({ path: call.path, context: { host }, next: () => call.next() }),
      ],
    })
    const method: unknown = Reflect.get(Reflect.get(client as object, group) as object, name)
    try {
      return await (method as (input: unknown) => Promise<unknown>)(input)
    } catch (error) {
      return error instanceof Error && 'data' in error
        ? (error.data as { readonly code: string }).code
        : refusalFrom(error).code
    }
  }
  return {
    ask,
    clock,
    host: () => host,
    async restart() {
      await host.close()
      host = await start()
    },
  }
}

const every = Object.entries(contract).flatMap(([group, procedures]) =>
  Object.keys(procedures).map((name) => `${group}.${name}`),
)

/** Anna, invited from the console, with the code on her letter. */
async function somebodyInvited(ask: (procedure: string, input?: unknown) => Promise<unknown>) {
  const place = { mode: 'proxy', port: 0, interfaceAddress: null, publicAddress: 'https://join.aurora.example' }
  await ask('joinSite.configure', place)
  const people = [{ email: 'anna@example.com', firstName: 'Anna' }]
  const invited = await ask('invitations.prepareDrafts', { people, locale: 'en', mode: 'each' })
  const personId = (invited as { readonly rows: readonly { readonly personId: string }[] }).rows[0]?.personId ?? ''
  const link = await ask('invitations.link', { personId })
  return { personId, code: (link as { readonly code: string }).code }
}

describe('J3: while the console is a kiosk', () => {
  it('J3: the core answers the kiosk and nothing else, whatever the window asks', async () => {
    const { ask, host } = await openConsole()
    await ask('setup.create', OWNER)
    expect(host().state()).toMatchObject({ phase: 'open', operator: { name: 'Vera Stone' } })
    expect(await ask('kiosk.open', { code: 'x' })).toBe('NOT_ALLOWED')
    expect(await ask('kiosk.leave', { password: OWNER.password })).toBe('NOT_ALLOWED')

    expect(await ask('kiosk.enter', { personId: null })).toBeUndefined()
    expect(host().state()).toMatchObject({ phase: 'kiosk', operator: null })
    for (const procedure of every.filter((each) => !KIOSK_PROCEDURES.has(each))) {
      const [group = '', name = ''] = procedure.split('.')
      const input: unknown = Reflect.get(Reflect.get(wellFormed, group) ?? {}, name)
      expect([procedure, await ask(procedure, input)]).toEqual([procedure, 'KIOSK_OPEN'])
    }
    // Nor is the session itself good for anything, should a call get past the gate.
    await expect(host().signedIn()).rejects.toMatchObject({ code: 'KIOSK_OPEN' })
    await expect(host().signOut()).rejects.toMatchObject({ code: 'KIOSK_OPEN' })
    host().lock()
    expect(host().state().phase).toBe('kiosk')
    const told: string[] = []
    onTestFinished(host().listenForCommands((command) => told.push(command)))
    host().command('employees')
    expect(told).toEqual([])
  })

  it('J3: only the operator’s password ends it, and wrong ones make wait', async () => {
    const { ask, host, clock } = await openConsole()
    await ask('setup.create', OWNER)
    await ask('kiosk.enter', { personId: null })
    expect(await ask('kiosk.leave', { password: null })).toBe('INVALID_INPUT')
    for (let tries = 0; tries < 4; tries += 1) {
      expect(await ask('kiosk.leave', { password: 'a guess' })).toBe('WRONG_CREDENTIALS')
    }
    expect(await ask('kiosk.leave', { password: OWNER.password })).toBe('WAIT_BEFORE_NEXT_TRY')
    expect(host().state().phase).toBe('kiosk')
    clock.advance(5_000)
    expect(await ask('kiosk.leave', { password: OWNER.password })).toBeUndefined()
    expect(host().state()).toMatchObject({ phase: 'open', operator: { name: 'Vera Stone' } })
    expect(await ask('kiosk.begin')).toBe('NOT_ALLOWED')
  })

  it('J3: what the operator opened is handed over once; a reload finds nothing of it', async () => {
    const { ask } = await openConsole()
    await ask('setup.create', OWNER)
    const { personId, code } = await somebodyInvited(ask)
    expect(await ask('kiosk.enter', { personId })).toBeUndefined()
    const begun = (await ask('kiosk.begin')) as { readonly code: string; readonly invitation: object }
    expect(shortCode(begun.code)).toBe(code)
    expect(begun.invitation).toMatchObject({ firstName: 'Anna', address: 'a•••@example.com' })
    expect(await ask('kiosk.begin')).toBeNull()
    const form = { firstName: 'Anna', lastName: 'Weiss', address: '', locale: 'en' }
    const password = 'velvet otter lamp 41'
    expect(await ask('kiosk.join', { code, ...form, password, passwordAgain: password })).toMatchObject({ proof: null })
    await ask('kiosk.leave', { password: OWNER.password })
    await ask('kiosk.enter', { personId: null })
    expect(await ask('kiosk.begin')).toBeNull()
  })

  it('J3: a restart is no way round it: the console asks who it is', async () => {
    const { ask, host, restart } = await openConsole()
    await ask('setup.create', OWNER)
    await ask('kiosk.enter', { personId: null })
    await restart()
    expect(host().state()).toMatchObject({ phase: 'sign-in', operator: null })
    expect(await ask('people.counts')).toBe('NOT_SIGNED_IN')
    expect(await ask('kiosk.begin')).toBe('NOT_ALLOWED')
  })
})
