import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SetupInput } from '../../../electron/contract/app'
import { Refusal, type RefusalCode } from '../../../electron/core/domain/refusal'
import type { Topic } from '../../../electron/core/domain/vocabulary'
import type { Portal } from '../../../electron/core/portal'
import type { Actor, Vault } from '../../../electron/core/services/ports'
import type { Standing } from '../../../electron/core/services/accounts/standing'
import { createListeners } from '../../../electron/shell/listeners'
import { createPortalHost, type PortalHost } from '../../../electron/shell/portal-host'
import type { Portals } from '../../../electron/shell/portals'
import type { Keychain } from '../../../electron/shell/vault/keychain'
import { silentLog } from '../../support/core-context'
import { hostOptions } from '../../support/host-options'

// Making a key from a passphrase is slow on purpose.
vi.setConfig({ testTimeout: 60_000 })

const vera: Actor = { personId: 'vera', name: 'Vera Stone', role: 'administrator' }
const input: SetupInput = {
  locale: 'ru',
  portalName: 'Aurora',
  firstName: 'Vera',
  lastName: 'Stone',
  email: 'vera@aurora.example',
  password: 'a long enough password',
  country: 'DE',
  passphrase: 'seven brave otters knit',
}
const keychain: Keychain = {
  backend: 'test',
  encrypt: (text) => Buffer.from(`kept:${text}`),
  decrypt: (blob) => blob.toString().replace(/^kept:/, ''),
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-host-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Portals of which only what the host uses is there; the host decides about sessions, vaults and folders. */
function fakePortals() {
  const announced = createListeners<readonly Topic[]>(silentLog())
  const control = {
    standing: { actor: vera, mayInvite: true, structure: 'edit', temporaryGeneration: null } as Standing | null,
    refuseWith: null as RefusalCode | null,
    newestBackup: null as number | null,
    restored: [] as string[],
    open: 0,
    attended: [] as (string | null)[],
    announce: announced.tell,
  }
  const portalOver = (name: string, sample: boolean, vault: Vault): Portal => {
    if (!vault.get('portal-secret')) throw new Error('a portal needs its secret')
    control.open += 1
    const used: Partial<Portal> = {
      name,
      sample,
      idleLockMinutes: 15,
      changes: { announce: (...topics) => announced.tell(topics), listen: announced.listen },
      accounts: {
        async signIn(_login, password) {
          if (password !== input.password) throw new Refusal('WRONG_CREDENTIALS')
          return { actor: vera, temporaryGeneration: control.standing?.temporaryGeneration ?? null }
        },
        async verify(_person, password) {
          if (password !== input.password) throw new Refusal('WRONG_CREDENTIALS')
        },
        changePassword: async () => undefined,
        async choosePassword() {
          if (control.standing) control.standing = { ...control.standing, temporaryGeneration: null }
        },
      },
      kiosk: {
        begin: async () => 'the code',
        end: async () => undefined,
        open: () => Promise.reject(new Refusal('LINK_DEAD')),
        join: () => Promise.reject(new Refusal('LINK_DEAD')),
        prove: () => Promise.reject(new Refusal('LINK_DEAD')),
      },
      decideRestore: async (_actor, id) => void control.restored.push(id),
      standing: async () => control.standing,
      attend: (personId) => void control.attended.push(personId),
      close: async () => void (control.open -= 1),
    }
    return used as Portal
  }
  const portals: Portals = {
    exists: async (place) => existsSync(join(place, 'portal.usher')),
    async open(place, vault) {
      if (control.refuseWith) throw new Refusal(control.refuseWith)
      return existsSync(join(place, 'portal.usher')) ? portalOver('Aurora', false, vault) : null
    },
    async create(place, vault) {
      if (control.refuseWith) throw new Refusal(control.refuseWith)
      vault.set('portal-secret', 'secret')
      writeFileSync(join(place, 'portal.usher'), '')
      return { portal: portalOver('Aurora', false, vault), actor: vera }
    },
    async openSample(place, vault) {
      mkdirSync(place, { recursive: true })
      return { portal: portalOver('Sample', true, vault), actor: vera }
    },
    async decideNewest() {
      control.refuseWith = null
    },
    newestBackup: async () => control.newestBackup,
    // What begins with data from elsewhere, or under new keys, is told with real portals: new-keys.test.ts.
    proveAdministrator: () => Promise.reject(new Error('not asked for')),
    decideNewKeys: () => Promise.reject(new Error('not asked for')),
    takeFirstCopy: () => Promise.reject(new Error('not asked for')),
    dropFirstCopy: () => Promise.reject(new Error('not asked for')),
    decideStart: () => Promise.reject(new Error('not asked for')),
  }
  return { portals, control }
}

async function startHost(portals: Portals, { withKeychain = true, sample = false } = {}): Promise<PortalHost> {
  const host = createPortalHost({
    ...hostOptions(folder),
    portals,
    keychain: withKeychain ? keychain : null,
  })
  await host.start({ sample })
  return host
}

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'not refused'
}

describe('first start', () => {
  it('asks for set-up, and for a passphrase where the system has no keychain', async () => {
    const { portals } = fakePortals()
    const host = await startHost(portals)
    expect(host.state()).toMatchObject({
      phase: 'setup',
      vault: 'system',
      hasOwnPortal: false,
      locale: 'en',
      portal: null,
    })
    expect((await startHost(portals, { withKeychain: false })).state()).toMatchObject({
      phase: 'setup',
      vault: 'passphrase',
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('set-up creates the portal, signs its administrator in and speaks the language chosen', async () => {
    const host = await startHost(fakePortals().portals)
    await host.createPortal(input)
    expect(host.state()).toMatchObject({
      phase: 'open',
      portal: { name: 'Aurora', sample: false },
      operator: { id: 'vera', mayInvite: true },
      locale: 'ru',
      hasOwnPortal: true,
    })
    expect(await codeOf(host.createPortal(input))).toBe('PORTAL_EXISTS')
  })

  it('a refused set-up leaves no vault and can be tried again', async () => {
    const { portals, control } = fakePortals()
    const host = await startHost(portals, { withKeychain: false })
    expect(await codeOf(host.createPortal({ ...input, passphrase: null }))).toBe('PASSPHRASE_REQUIRED')
    expect(await codeOf(host.createPortal({ ...input, passphrase: '12345678' }))).toBe('INVALID_INPUT')
    control.refuseWith = 'INVALID_INPUT'
    expect(await codeOf(host.createPortal(input))).toBe('INVALID_INPUT')
    expect(host.state().phase).toBe('setup')
    expect(readdirSync(folder)).toEqual([])
    control.refuseWith = null
    mkdirSync(join(folder, 'portal'))
    await host.createPortal(input)
    expect(host.state().phase).toBe('open')
  })

  it('a vault that a set-up left when it was cut off is set aside, not overwritten', async () => {
    const { portals } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    await (await startHost(portals)).createPortal(input)
    rmSync(join(folder, 'portal', 'portal.usher'))
    const host = await startHost(portals)
    expect(host.state().phase).toBe('setup')
    await host.createPortal(input)
    expect(readdirSync(join(folder, 'portal')).sort()).toEqual(['portal.usher', 'vault.json', 'vault.json.unused-1'])
  })
})

describe('later starts', () => {
  it('ask for the passphrase before the password', async () => {
    const { portals } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    await (await startHost(portals, { withKeychain: false })).createPortal(input)
    const host = await startHost(portals, { withKeychain: false })
    expect(host.state()).toMatchObject({ phase: 'vault', vault: 'passphrase', hasOwnPortal: true, locale: 'ru' })
    expect(await codeOf(() => host.signIn('vera', input.password))).toBe('VAULT_LOCKED')
    expect(await codeOf(host.unlockVault('wrong words here'))).toBe('VAULT_WRONG_PASSPHRASE')
    expect(host.state().phase).toBe('vault')
    await host.unlockVault(input.passphrase ?? '')
    expect(host.state().phase).toBe('sign-in')
    expect(await codeOf(() => host.signedIn())).toBe('NOT_SIGNED_IN')
    expect(await codeOf(host.signIn('vera', 'wrong'))).toBe('WRONG_CREDENTIALS')
    await host.signIn('vera', input.password)
    expect((await host.signedIn()).actor).toEqual(vera)
  })

  it('say what hinders, and offer no set-up over it', async () => {
    const { portals, control } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    await (await startHost(portals)).createPortal(input)
    control.refuseWith = 'STORE_NEWER'
    const host = await startHost(portals)
    expect(host.state()).toMatchObject({ phase: 'problem', problem: { code: 'STORE_NEWER' }, hasOwnPortal: true })
    expect(await codeOf(host.createPortal(input))).toBe('PORTAL_EXISTS')
  })

  it('offer the newest copy where the data file is damaged, and only there', async () => {
    const { portals, control } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    await (await startHost(portals)).createPortal(input)
    control.newestBackup = 1_000
    control.refuseWith = 'STORE_NEWER'
    const newer = await startHost(portals)
    expect(newer.state().newestBackup).toBeNull()
    expect(await codeOf(newer.restoreNewest())).toBe('NOT_ALLOWED')

    control.refuseWith = 'STORE_DAMAGED'
    const host = await startHost(portals)
    expect(host.state()).toMatchObject({ phase: 'problem', newestBackup: 1_000 })
    await host.restoreNewest()
    expect(host.state()).toMatchObject({ phase: 'sign-in', newestBackup: null })
  })

  it('open anew with the copy that was decided for, and everybody signs in again', async () => {
    const { portals, control } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    const host = await startHost(portals)
    await host.createPortal(input)
    await host.restore('asked-1.usher')
    expect(control).toMatchObject({ restored: ['asked-1.usher'], open: 1 })
    expect(host.state()).toMatchObject({ phase: 'sign-in', operator: null })
    expect(await codeOf(host.restore('asked-1.usher'))).toBe('NOT_SIGNED_IN')
    await host.signIn('vera', input.password)
    expect((await host.signedIn()).actor).toEqual(vera)
  })

  it('do not take a portal whose vault is gone or damaged for a new one', async () => {
    const { portals } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    await (await startHost(portals)).createPortal(input)
    writeFileSync(join(folder, 'portal', 'vault.json'), '{}')
    expect((await startHost(portals)).state()).toMatchObject({
      phase: 'problem',
      problem: { code: 'VAULT_UNREADABLE' },
    })
    rmSync(join(folder, 'portal', 'vault.json'))
    expect((await startHost(portals)).state()).toMatchObject({
      phase: 'problem',
      problem: { code: 'VAULT_UNREADABLE' },
    })
  })
})

describe('the session', () => {
  async function signedInHost() {
    const { portals, control } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    const host = await startHost(portals)
    await host.createPortal(input)
    const told: (readonly Topic[])[] = []
    host.listen((topics) => void told.push(topics))
    return { host, control, told }
  }

  it('A4: locked, it answers nothing until the password is given', async () => {
    const { host, told } = await signedInHost()
    host.lock()
    expect(host.state()).toMatchObject({ phase: 'locked', operator: { name: 'Vera Stone' } })
    expect(await codeOf(() => host.signedIn())).toBe('CONSOLE_LOCKED')
    expect(await codeOf(host.unlock('wrong'))).toBe('WRONG_CREDENTIALS')
    expect(host.state().phase).toBe('locked')
    await host.unlock(input.password)
    expect((await host.signedIn()).actor).toEqual(vera)
    expect(told).toEqual([['session'], ['session']])
  })

  it('Z12: whoever has locked the console is not at it', async () => {
    const { host, control } = await signedInHost()
    expect(control.attended.at(-1)).toBe('vera')
    host.lock()
    expect(control.attended.at(-1)).toBeNull()
    control.standing = {
      actor: { ...vera, name: 'Vera Lake' },
      mayInvite: true,
      structure: 'edit',
      temporaryGeneration: null,
    }
    control.announce(['people'])
    await expect.poll(() => host.state().operator?.name).toBe('Vera Lake')
    expect(control.attended.at(-1)).toBeNull()
    await host.unlock(input.password)
    expect(control.attended.at(-1)).toBe('vera')
    await host.enterKiosk(null)
    expect(control.attended.at(-1)).toBeNull()
  })

  it('S4, J3: a kiosk ends where its operator may not sign in any more, and opens nothing then', async () => {
    const { host, control } = await signedInHost()
    await host.enterKiosk(null)
    expect(host.state()).toMatchObject({ phase: 'kiosk', operator: null })
    control.standing = null
    expect(await codeOf(host.atKiosk())).toBe('NOT_ALLOWED')
    expect(host.state()).toMatchObject({ phase: 'sign-in', operator: null })
    expect(await codeOf(host.leaveKiosk(input.password))).toBe('NOT_ALLOWED')
  })

  it('J3: nobody has a password in the sample company, so that anybody ends its kiosk', async () => {
    const host = await startHost(fakePortals().portals, { sample: true })
    await host.enterKiosk(null)
    expect(host.state()).toMatchObject({ phase: 'kiosk', portal: { sample: true } })
    await host.leaveKiosk(null)
    expect(host.state().phase).toBe('open')
  })

  it('signing out ends it', async () => {
    const { host } = await signedInHost()
    await host.signOut()
    expect(host.state()).toMatchObject({ phase: 'sign-in', operator: null })
    expect(host.idleLockMinutes()).toBe(0)
    expect(await codeOf(() => host.signedIn())).toBe('NOT_SIGNED_IN')
  })

  it('R2: after a temporary password nothing is answered until an own one is chosen', async () => {
    const { host, control } = await signedInHost()
    await host.signOut()
    control.standing = { actor: vera, mayInvite: true, structure: 'edit', temporaryGeneration: 1 }
    await host.signIn('vera', input.password)
    expect(host.state()).toMatchObject({ phase: 'choose-password', operator: { name: 'Vera Stone' } })
    expect(await codeOf(() => host.signedIn())).toBe('PASSWORD_CHANGE_REQUIRED')
    expect(await codeOf(host.saveDrawing({ name: 'x', kind: 'svg', data: '' }))).toBe('PASSWORD_CHANGE_REQUIRED')
    host.lock()
    expect(host.state().phase).toBe('locked')
    expect(await codeOf(host.choosePassword('velvet otter lamp 41'))).toBe('CONSOLE_LOCKED')
    await host.unlock(input.password)
    expect(host.state().phase).toBe('choose-password')
    await host.choosePassword('velvet otter lamp 41')
    expect(host.state().phase).toBe('open')
    expect((await host.signedIn()).actor).toEqual(vera)
    expect(await codeOf(host.choosePassword('velvet otter lamp 41'))).toBe('STATE_NOT_ALLOWED')
  })

  it('R2: who is given a temporary password, or another one, is out at once', async () => {
    const { host, control } = await signedInHost()
    const given = { actor: vera, mayInvite: true, structure: 'edit', temporaryGeneration: 1 } as const
    control.standing = given
    expect(await codeOf(() => host.signedIn())).toBe('NOT_SIGNED_IN')
    expect(host.state().phase).toBe('sign-in')
    await host.signIn('vera', input.password)
    control.standing = { ...given, temporaryGeneration: 2 }
    control.announce(['people'])
    await expect.poll(() => host.state().phase).toBe('sign-in')
    expect(await codeOf(host.choosePassword('velvet otter lamp 41'))).toBe('NOT_SIGNED_IN')
  })

  it('A2: who is no longer an administrator is not one here either, and S4: who is dismissed is out', async () => {
    const { host, control, told } = await signedInHost()
    control.standing = {
      actor: { ...vera, role: 'employee' },
      mayInvite: false,
      structure: 'see',
      temporaryGeneration: null,
    }
    control.announce(['people'])
    await expect.poll(() => host.state().operator).toMatchObject({ role: 'employee', mayInvite: false })
    expect((await host.signedIn()).actor.role).toBe('employee')
    control.standing = null
    control.announce(['people'])
    await expect.poll(() => host.state().phase).toBe('sign-in')
    expect(told).toEqual([['people'], ['session'], ['people'], ['session']])
  })

  it('A4: somebody dismissed while locked cannot unlock', async () => {
    const { host, control } = await signedInHost()
    host.lock()
    control.standing = null
    control.announce(['people'])
    await expect.poll(() => host.state().phase).toBe('sign-in')
    expect(await codeOf(host.unlock(input.password))).toBe('NOT_SIGNED_IN')
  })

  it('a portal that could not be opened is tried again when asked', async () => {
    const { portals, control } = fakePortals()
    const first = await startHost(portals)
    await first.createPortal({ ...input, passphrase: null })
    await first.close()
    control.refuseWith = 'STORE_BUSY'
    const host = await startHost(portals)
    expect(host.state()).toMatchObject({ phase: 'problem', problem: { code: 'STORE_BUSY' } })
    await host.tryAgain()
    expect(host.state().phase).toBe('problem')
    control.refuseWith = null
    await host.tryAgain()
    expect(host.state().phase).toBe('sign-in')
    await host.close()
  })

  it('closing closes every store', async () => {
    const { host, control } = await signedInHost()
    await host.openSample()
    expect(control.open).toBe(2)
    await host.close()
    expect(control.open).toBe(0)
  })
})

describe('the sample company', () => {
  it('opens in one step, is left and comes back, and is removed with its files', async () => {
    const { portals, control } = fakePortals()
    const host = await startHost(portals)
    await host.openSample()
    expect(host.state()).toMatchObject({
      phase: 'open',
      portal: { name: 'Sample', sample: true },
      vault: 'memory',
      hasOwnPortal: false,
    })
    await host.leaveSample()
    expect(host.state().phase).toBe('setup')
    expect(control.open).toBe(0)
    await host.openSample()
    await host.removeSample()
    expect(host.state()).toMatchObject({ phase: 'setup', portal: null })
    expect(readdirSync(folder)).toEqual([])
  })

  it('stands beside the own portal, which asks for the password again afterwards', async () => {
    const { portals } = fakePortals()
    mkdirSync(join(folder, 'portal'))
    const host = await startHost(portals)
    await host.createPortal(input)
    await host.openSample()
    expect(host.state()).toMatchObject({ portal: { sample: true }, hasOwnPortal: true })
    expect(await codeOf(host.createPortal(input))).toBe('PORTAL_EXISTS')
    await host.signOut()
    expect(host.state()).toMatchObject({ phase: 'sign-in', portal: { name: 'Aurora', sample: false } })
  })

  it('opens at the start when asked for, and a double click opens it once', async () => {
    const { portals, control } = fakePortals()
    const host = await startHost(portals, { sample: true })
    expect(host.state().portal).toEqual({ name: 'Sample', sample: true })
    await Promise.all([host.openSample(), host.openSample()])
    expect(control.open).toBe(1)
  })
})

describe('commands of the native menu', () => {
  it('reach whoever listens, until they stop', async () => {
    const host = await startHost(fakePortals().portals)
    const heard: string[] = []
    const stop = host.listenForCommands((command) => void heard.push(command))
    host.command('invite')
    stop()
    host.command('search')
    expect(heard).toEqual(['invite'])
  })
})
