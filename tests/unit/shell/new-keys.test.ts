import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { mailAccountSchema } from '../../../electron/contract/mail-account'
import type { Portal } from '../../../electron/core/portal'
import type { Actor } from '../../../electron/core/services/ports'
import { openedPortals } from '../../../electron/shell/opened-portals'
import { createPortalHost, type PortalHost } from '../../../electron/shell/portal-host'
import { createVault } from '../../../electron/shell/vault/vault'
import { memoryFiles, silentLog } from '../../support/core-context'
import { hostOptions } from '../../support/host-options'
import { bareDevices, OWNER } from '../../support/portal-options'
import { expectRefusal } from '../../support/refusals'

// Passwords and passphrases are hashed for real.
vi.setConfig({ testTimeout: 120_000 })

const PLACES = { departmentIds: [], workgroupIds: [], fromWorkgroupId: null, requireConfirmation: null }
const PROOF = { login: OWNER.email, password: OWNER.password, passphrase: null }
const PASSPHRASE = 'seven brave otters knit'

/** A computer with a user on it: whose keychain opens what it has sealed, and nothing else. */
function computer({ user = 'vera', withKeychain = true, folder = newFolder() } = {}) {
  const log = silentLog()
  const files = memoryFiles()
  const keychain = {
    backend: 'test',
    encrypt: (text: string) => Buffer.from(`${user}:${text}`),
    decrypt: (blob: Buffer) => (blob.toString().startsWith(`${user}:`) ? blob.toString().slice(user.length + 1) : null),
  }
  const portals = openedPortals(bareDevices(log, files))
  const host = createPortalHost({
    ...hostOptions(folder, { log, files }),
    portals,
    keychain: withKeychain ? keychain : null,
  })
  onTestFinished(() => host.close())
  const portalFolder = join(folder, 'portal')
  return { folder, portalFolder, files, host, keychain, portals, vaultFile: join(portalFolder, 'vault.json') }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'usher-new-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A portal with somebody invited whose message waits, somebody with a temporary password, and an open link. */
async function portalAtWork(host: PortalHost) {
  await host.start({ sample: false })
  await host.createPortal({ ...OWNER, passphrase: host.state().vault === 'passphrase' ? PASSPHRASE : null })
  const { actor, portal } = await host.signedIn()
  await portal.joinSite.configure(actor, {
    mode: 'proxy',
    port: 0,
    interfaceAddress: null,
    publicAddress: 'https://join.aurora.example',
  })
  await portal.mailAccount.save(
    actor,
    mailAccountSchema.parse({
      host: '127.0.0.1',
      port: 1,
      security: 'none',
      username: 'vera',
      password: 'the mail password',
      fromName: 'Aurora',
      fromAddress: 'welcome@aurora.example',
    }),
  )
  await portal.messages.pause(actor, { channel: 'mail' })
  await portal.invitations.inviteByMailService(actor, {
    ...PLACES,
    locale: 'en',
    text: null,
    people: [{ email: 'anna@aurora.example', firstName: 'Anna', lastName: 'Berg' }],
  })
  const added = await portal.registering.add(actor, {
    firstName: 'Boris',
    lastName: 'Lind',
    email: 'boris@aurora.example',
    position: '',
    departmentIds: [],
    workgroupIds: [],
    startsOn: null,
    withoutConfirmation: true,
    locale: 'en',
    welcome: 'sheet',
  })
  if (added.fate !== 'new' || added.given.password === null) throw new Error('Boris was not added')
  return {
    boris: { login: 'boris@aurora.example', password: added.given.password },
    ...(await handedOut(portal, actor)),
  }
}

/** What leads into the portal now. */
async function handedOut(portal: Portal, actor: Actor) {
  const { rows } = await portal.people.list(actor, { filter: 'invited', ...FIRST_PAGE })
  const anna = rows.find(({ email }) => email === 'anna@aurora.example')
  if (!anna) throw new Error('Anna is not invited')
  const { url: link } = await portal.invitations.link(actor, { personId: anna.id })
  const messages = await portal.messages.list(actor, { ...FIRST_PAGE, channel: null, state: null })
  return { link, states: messages.rows.map(({ state }) => state) }
}
const FIRST_PAGE = { cursor: null, limit: 50, search: '', sort: 'name', descending: false, departmentId: null } as const

async function entered(host: PortalHost) {
  expect(host.state()).toMatchObject({ phase: 'open', operator: { name: 'Vera Stone' } })
  return host.signedIn()
}

describe('a vault that cannot be opened any more', () => {
  it('J4, L3, R2, M8: is left behind, and nothing made with it opens anything', async () => {
    const before = computer()
    const { boris, link } = await portalAtWork(before.host)
    await before.host.close()

    const { host, vaultFile, portalFolder } = computer({ user: 'vera on a new system', folder: before.folder })
    await host.start({ sample: false })
    expect(host.state()).toMatchObject({ phase: 'problem', problem: { code: 'VAULT_UNREADABLE' } })
    const sealed = readFileSync(vaultFile)
    await expectRefusal(host.renewKeys({ ...PROOF, password: 'guessed at' }), 'WRONG_CREDENTIALS')
    expect(readFileSync(vaultFile)).toEqual(sealed)
    expect(host.state().phase).toBe('problem')

    await host.renewKeys(PROOF)
    const { actor, portal } = await entered(host)
    const now = await handedOut(portal, actor)
    expect(now.link).not.toBe(link)
    expect(now.states).toEqual(['queued'])
    expect(await portal.mailAccount.get(actor)).toMatchObject({ hasPassword: false })
    await expectRefusal(portal.accounts.signIn(boris.login, boris.password, 'console'), 'PASSWORD_EXPIRED')
    // Nothing that may hold secrets is ever thrown away.
    expect(readdirSync(portalFolder)).toContain('vault.json.unused-1')
    expect(await portal.activity.verify(actor)).toMatchObject({ intact: true })
  })

  it('B1: is left behind for an administrator alone', async () => {
    const before = computer()
    const { boris } = await portalAtWork(before.host)
    const { portal } = await before.host.signedIn()
    await portal.accounts.signIn(boris.login, boris.password, 'console')
    await before.host.close()
    const { host } = computer({ user: 'somebody', folder: before.folder })
    await host.start({ sample: false })
    await expectRefusal(host.renewKeys({ ...boris, passphrase: null }), 'NOT_ALLOWED')
    expect(host.state().phase).toBe('problem')
  })

  it('may be one whose passphrase is forgotten', async () => {
    const before = computer({ withKeychain: false })
    await portalAtWork(before.host)
    await before.host.close()
    const { host } = computer({ withKeychain: false, folder: before.folder })
    await host.start({ sample: false })
    expect(host.state().phase).toBe('vault')
    await expectRefusal(host.renewKeys(PROOF), 'PASSPHRASE_REQUIRED')
    await host.renewKeys({ ...PROOF, passphrase: 'another one altogether' })
    await entered(host)
    await host.close()

    const later = computer({ withKeychain: false, folder: before.folder }).host
    await later.start({ sample: false })
    await expectRefusal(later.unlockVault(PASSPHRASE), 'VAULT_WRONG_PASSPHRASE')
    await later.unlockVault('another one altogether')
    expect(later.state().phase).toBe('sign-in')
  })

  it('is not left behind while it opens', async () => {
    const { host } = computer()
    await portalAtWork(host)
    await expectRefusal(host.renewKeys(PROOF), 'NOT_ALLOWED')
  })
})

describe('a copy on another computer', () => {
  /** The path of a copy of a portal, on a stick so to say. */
  async function copyOfPortal(): Promise<{ readonly stick: string; readonly link: string }> {
    const first = computer()
    const { link } = await portalAtWork(first.host)
    const { actor, portal } = await first.host.signedIn()
    const { id } = await portal.backups.make(actor)
    await first.host.close()
    return { stick: join(first.portalFolder, 'backups', id), link }
  }

  it('J4, M9, H1: is what a portal begins with, under new keys, and nothing goes out twice', async () => {
    const { link, stick } = await copyOfPortal()
    const { files, host } = computer({ user: 'vera on her new laptop' })
    await host.start({ sample: false })
    files.chosen = stick
    expect(await host.chooseCopy()).toMatchObject({ portalName: 'Aurora', people: 3, invited: 1 })
    await host.startFromCopy(PROOF)
    const { actor, portal } = await entered(host)
    const now = await handedOut(portal, actor)
    expect(now.link).not.toBe(link)
    expect(now.states).toEqual(['unknown'])
    const { rows } = await portal.activity.audit(actor, { cursor: null, limit: 10 })
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['portal.keys-renewed', 'portal.restored']))
    expect(await portal.activity.verify(actor)).toMatchObject({ intact: true })
    expect((await portal.backups.list(actor)).copies.map(({ kind }) => kind)).toEqual(['taken'])
  })

  it('is not begun with by who cannot sign in to it, and leaves nothing behind then', async () => {
    const { stick } = await copyOfPortal()
    const { files, host, portalFolder, vaultFile } = computer()
    await host.start({ sample: false })
    await expectRefusal(host.startFromCopy(PROOF), 'NOT_FOUND')
    files.chosen = stick
    await host.chooseCopy()
    await expectRefusal(host.startFromCopy({ ...PROOF, password: 'guessed at' }), 'WRONG_CREDENTIALS')
    expect(host.state().phase).toBe('setup')
    expect(existsSync(vaultFile)).toBe(false)

    await host.createPortal({ ...OWNER, portalName: 'Borealis' })
    const { actor, portal } = await host.signedIn()
    expect((await portal.backups.list(actor)).copies).toEqual([])
    expect(readdirSync(portalFolder)).not.toContain('restoring.db')
    await expectRefusal(host.chooseCopy(), 'PORTAL_EXISTS')
  })

  it('is refused where it is none', async () => {
    const { files, folder, host } = computer()
    await host.start({ sample: false })
    expect(await host.chooseCopy()).toBeNull()
    files.chosen = join(folder, 'letter.usher')
    writeFileSync(files.chosen, 'Dear Vera')
    await expectRefusal(host.chooseCopy(), 'BACKUP_DAMAGED')
    expect(readFileSync(files.chosen, 'utf8')).toBe('Dear Vera')
  })

  it('is begun with by the next start when the program ends in the middle', async () => {
    const { stick } = await copyOfPortal()
    const { folder, host, keychain, portalFolder, portals, vaultFile } = computer()
    mkdirSync(portalFolder, { recursive: true })
    const copy = await portals.takeFirstCopy(portalFolder, stick)
    const vault = await createVault(vaultFile, { keychain, passphrase: null })
    await portals.decideStart(portalFolder, vault, copy, PROOF)
    await host.close()

    const next = computer({ folder }).host
    await next.start({ sample: false })
    expect(next.state().phase).toBe('sign-in')
    await next.signIn(PROOF.login, PROOF.password)
    const { actor, portal } = await entered(next)
    expect((await handedOut(portal, actor)).states).toEqual(['unknown'])
  })
})
