import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { mailAccountSchema } from '../../../../../electron/contract/mail-account'
import { createPortal, decideNewest, openPortal, type Portal } from '../../../../../electron/core/portal'
import type { Actor } from '../../../../../electron/core/services/ports'
import { storeFile } from '../../../../../electron/core/store/store-file'
import { MINUTE } from '../../../../support/core-fakes'
import { OWNER, portalOptions } from '../../../../support/portal-options'

// Passwords are hashed for real.
vi.setConfig({ testTimeout: 60_000 })

const ACCOUNT = mailAccountSchema.parse({
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  username: '',
  fromName: 'Aurora',
  fromAddress: 'welcome@aurora.example',
})
const JOIN_SITE = {
  mode: 'proxy',
  port: 0,
  interfaceAddress: null,
  publicAddress: 'https://join.aurora.example',
} as const

let folder: string
let options: ReturnType<typeof portalOptions>
let portal: Portal
let vera: Actor

const backupsFolder = (): string => join(folder, 'backups')

async function open(): Promise<void> {
  const opened = await openPortal(options)
  if (!opened) throw new Error('there is no portal')
  onTestFinished(() => opened.close())
  portal = opened
}

async function invite(email: string): Promise<void> {
  await portal.invitations.inviteByMailService(vera, {
    departmentIds: [],
    workgroupIds: [],
    fromWorkgroupId: null,
    requireConfirmation: null,
    locale: 'en',
    text: null,
    people: [{ email, firstName: '', lastName: '' }],
  })
}

/** The data file as it stands, read past the portal. */
function column(query: string): readonly unknown[] {
  const connection = new Connection(storeFile(folder), { readonly: true })
  try {
    return connection.prepare(query).pluck().all()
  } finally {
    connection.close()
  }
}
const invited = (): readonly unknown[] => column("SELECT email FROM person WHERE status = 'invited' ORDER BY email")

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'usher-restoring-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  options = portalOptions(folder)
  const made = await createPortal(options, OWNER)
  onTestFinished(() => made.portal.close())
  portal = made.portal
  vera = made.actor
  await portal.joinSite.configure(vera, JOIN_SITE)
  await portal.mailAccount.save(vera, ACCOUNT)
  await portal.messages.pause(vera, { channel: 'mail' })
})

describe('a copy that takes the place of the data', () => {
  it('M9, H1: brings back what was, keeps what there was since, and holds back what may have been sent', async () => {
    await invite('anna@aurora.example')
    options.clock.advance(MINUTE)
    const copy = await portal.backups.make(vera)
    await invite('boris@aurora.example')
    options.clock.advance(MINUTE)
    await portal.decideRestore(vera, copy.id)
    await portal.close()
    await open()

    expect(invited()).toEqual(['anna@aurora.example'])
    expect(column('SELECT state || answer FROM message')).toEqual(['unknown[restored]'])
    expect(column('SELECT action FROM audit ORDER BY id DESC LIMIT 1')).toEqual(['portal.restored'])
    expect(await portal.activity.verify(vera)).toMatchObject({ intact: true, cutOff: false })
    expect(options.vault.get('restoring')).toBeNull()
    const { copies } = await portal.backups.list(vera)
    expect(copies.map(({ kind }) => kind)).toEqual(['replaced', 'asked'])

    // And back again: what was put aside is a copy like any other.
    await portal.decideRestore(vera, copies[0]?.id ?? '')
    await portal.close()
    await open()
    expect(invited()).toEqual(['anna@aurora.example', 'boris@aurora.example'])
    expect(await portal.activity.verify(vera)).toMatchObject({ intact: true, cutOff: false })
  })

  it('is put there by the next start when the program ends in the middle', async () => {
    const copy = await portal.backups.make(vera)
    await invite('anna@aurora.example')
    await portal.decideRestore(vera, copy.id)
    await portal.close()
    // The data was put aside, and then the power went.
    renameSync(storeFile(folder), join(backupsFolder(), `replaced-${options.clock.now()}.usher`))
    await open()
    expect(invited()).toEqual([])
    expect((await portal.backups.list(vera)).copies).toHaveLength(2)
  })

  it('leaves one file of what it puts aside, also where the program had been ended at once', async () => {
    const { id } = await portal.backups.make(vera)
    await invite('anna@aurora.example')
    await portal.decideRestore(vera, id)
    // As a power cut leaves it: with the log beside the data.
    const file = storeFile(folder)
    const log = readFileSync(`${file}-wal`)
    const data = readFileSync(file)
    await portal.close()
    writeFileSync(file, data)
    writeFileSync(`${file}-wal`, log)
    await open()
    const aside = readdirSync(backupsFolder()).filter((name) => name.startsWith('replaced'))
    expect(aside).toHaveLength(1)
    const connection = new Connection(join(backupsFolder(), aside[0] ?? ''), { readonly: true })
    onTestFinished(() => void connection.close())
    const invitedThen = connection.prepare("SELECT email FROM person WHERE status = 'invited'").pluck().all()
    expect(invitedThen).toEqual(['anna@aurora.example'])
  })

  it('is forgotten where nobody decided it, as by somebody who has only the folder', async () => {
    await invite('anna@aurora.example')
    const copy = await portal.backups.make(vera)
    await portal.close()
    renameSync(join(backupsFolder(), copy.id), join(folder, 'restoring.db'))
    await open()
    expect(invited()).toEqual(['anna@aurora.example'])
    expect(existsSync(join(folder, 'restoring.db'))).toBe(false)
  })

  it('is refused where it is damaged or gone, and everything stays as it is', async () => {
    const copy = await portal.backups.make(vera)
    writeFileSync(join(backupsFolder(), copy.id), 'not a copy any more')
    await expect(portal.decideRestore(vera, copy.id)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' })
    await expect(portal.decideRestore(vera, 'asked-1.usher')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(options.vault.get('restoring')).toBeNull()
    expect(readdirSync(folder)).not.toContain('restoring.db')
  })

  it('B1: is for administrators to decide', async () => {
    const copy = await portal.backups.make(vera)
    const paula: Actor = { ...vera, role: 'partner' }
    await expect(portal.decideRestore(paula, copy.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('a damaged data file', () => {
  it('is opened from the newest copy that is sound, and is kept', async () => {
    await invite('anna@aurora.example')
    await portal.backups.make(vera)
    options.clock.advance(MINUTE)
    const newest = await portal.backups.make(vera)
    await portal.close()
    writeFileSync(join(backupsFolder(), newest.id), 'damaged as well')
    writeFileSync(storeFile(folder), 'SQLite format 3\0, and then nothing that makes sense')
    await expect(openPortal(options)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })

    await decideNewest(options)
    await open()
    expect(invited()).toEqual(['anna@aurora.example'])
    expect(column('SELECT state FROM message')).toEqual(['unknown'])
    expect(readdirSync(backupsFolder()).filter((name) => name.startsWith('damaged-'))).toHaveLength(1)
  })

  it('is not taken for what a restore has put aside, while there is any other copy', async () => {
    const copy = await portal.backups.make(vera)
    await invite('anna@aurora.example')
    options.clock.advance(MINUTE)
    await portal.decideRestore(vera, copy.id)
    await portal.close()
    await open()
    await portal.close()
    writeFileSync(storeFile(folder), 'nothing that makes sense')
    await decideNewest(options)
    await open()
    expect(invited()).toEqual([])
  })

  it('stays as it is where there is no copy', async () => {
    await portal.close()
    mkdirSync(backupsFolder(), { recursive: true })
    await expect(decideNewest(options)).rejects.toMatchObject({ code: 'BACKUP_MISSING' })
  })
})
