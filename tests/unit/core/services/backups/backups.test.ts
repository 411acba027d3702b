import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createBackupKeeper } from '../../../../../electron/core/services/backups/backup-keeper'
import { createBackupsService } from '../../../../../electron/core/services/backups/backups'
import { DAY, openTestPortal, type TestPortal } from '../../../../support/core-context'

async function openBackups(context?: TestPortal) {
  const portal = context ?? (await openTestPortal())
  const keeper = createBackupKeeper(portal, portal)
  const service = createBackupsService(portal, portal, keeper)
  const folder = join(portal.folder, 'backups')
  return { portal, keeper, service, folder, vera: portal.administrator }
}

/** A file somewhere on the computer. */
function fileOutside(portal: TestPortal, content: Buffer | string): string {
  const path = join(portal.folder, 'from-elsewhere.usher')
  writeFileSync(path, content)
  return path
}

describe('copies of the data', () => {
  it('H1: are made while the portal is used, hold all of it, and are told of', async () => {
    const { portal, service, vera } = await openBackups()
    await portal.addPerson({ firstName: 'Anna', status: 'invited' })
    const copy = await service.make(vera)
    expect(copy).toMatchObject({ kind: 'asked', at: portal.clock.now() })
    expect(await service.look(vera, copy)).toMatchObject({ people: 2, invited: 1, pending: 0 })
    expect((await service.list(vera)).copies).toEqual([copy])
    expect((await portal.rowsOf('audit')).at(-1)).toMatchObject({ action: 'backup.made' })
    expect(portal.announced.flat()).toContain('backups')
  })

  it('are single files: nothing lies beside them', async () => {
    const { folder, service, vera } = await openBackups()
    const { id } = await service.make(vera)
    await service.look(vera, { id })
    expect(readdirSync(folder)).toEqual([id])
  })

  it('D2: are saved where the operator chooses, byte by byte', async () => {
    const { portal, service, vera } = await openBackups()
    const copy = await service.make(vera)
    expect(await service.saveAs(vera, copy)).toMatchObject({ file: expect.stringContaining('.usher') })
    const [saved] = [...portal.files.saved.values()]
    expect(Buffer.from(saved ?? '', 'latin1')).toHaveLength(copy.size)
    portal.files.place = null
    expect(await service.saveAs(vera, copy)).toBeNull()
  })

  it('D4: are taken in from a file only where they are sound, of this portal and not of a later version', async () => {
    const { folder, portal, service, vera } = await openBackups()
    const copy = await service.make(vera)
    const { lastAt } = await service.look(vera, copy)
    portal.clock.advance(DAY)

    portal.files.chosen = fileOutside(portal, 'no data at all')
    await expect(service.takeIn(vera)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' })

    const other = await openBackups()
    const foreign = await other.service.make(other.vera)
    portal.files.chosen = join(other.folder, foreign.id)
    const root = new Connection(portal.files.chosen)
    root.exec("PRAGMA foreign_keys = OFF; UPDATE department SET id = 'another' WHERE parent_id IS NULL")
    root.close()
    await expect(service.takeIn(vera)).rejects.toMatchObject({ code: 'BACKUP_OF_ANOTHER_PORTAL' })

    const later = join(portal.folder, 'later.usher')
    copyFileSync(join(folder, copy.id), later)
    const connection = new Connection(later)
    connection.pragma('user_version = 9999')
    connection.close()
    portal.files.chosen = later
    await expect(service.takeIn(vera)).rejects.toMatchObject({ code: 'STORE_NEWER' })
    expect(readdirSync(folder)).toEqual([copy.id])

    portal.files.chosen = join(folder, copy.id)
    // As old as what is in it, not as its coming here.
    expect(await service.takeIn(vera)).toMatchObject({ kind: 'taken', at: lastAt, size: copy.size })
    portal.files.chosen = null
    expect(await service.takeIn(vera)).toBeNull()
    expect((await service.list(vera)).copies).toHaveLength(2)
  })

  it('are removed one by one; what lies beside them is no copy', async () => {
    const { folder, service, vera } = await openBackups()
    const { id } = await service.make(vera)
    writeFileSync(join(folder, 'letter.txt'), 'not one of ours')
    await service.remove(vera, { id })
    expect(readdirSync(folder)).toEqual(['letter.txt'])
    expect((await service.list(vera)).copies).toEqual([])
    await expect(service.remove(vera, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('B1: are for administrators alone', async () => {
    const { service, vera } = await openBackups()
    const copy = await service.make(vera)
    for (const role of ['partner', 'employee', 'external'] as const) {
      const actor = { ...vera, role }
      await expect(service.list(actor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
      await expect(service.saveAs(actor, copy)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    }
  })
})

describe('the copy of the day', () => {
  it('is made once a day', async () => {
    const { keeper, portal, service, vera } = await openBackups()
    await keeper.keepDaily()
    await keeper.keepDaily()
    expect((await service.list(vera)).copies).toHaveLength(1)
    portal.clock.advance(DAY)
    await keeper.keepDaily()
    expect((await service.list(vera)).copies.map(({ kind }) => kind)).toEqual(['daily', 'daily'])
  })

  it('is kept as many days as is set, and never all of them go; copies asked for stay', async () => {
    const { folder, keeper, portal, service, vera } = await openBackups(await openTestPortal({ backup_days: 2 }))
    const asked = await service.make(vera)
    for (let day = 0; day < 6; day += 1) {
      await keeper.keepDaily()
      portal.clock.advance(DAY)
    }
    const daily = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('daily'))
    expect(daily()).toHaveLength(3)
    // A clock that is years ahead.
    portal.clock.advance(1_000 * DAY)
    await keeper.keepDaily()
    expect(daily()).toHaveLength(3)
    expect(existsSync(join(folder, asked.id))).toBe(true)
  })

  it('is made although the last one seems to be of a time to come', async () => {
    const { keeper, portal, service, vera } = await openBackups()
    portal.clock.advance(100 * DAY)
    await keeper.keepDaily()
    portal.clock.advance(-100 * DAY)
    // And then only once a day again, however often is looked.
    for (let look = 0; look < 4; look += 1) {
      await keeper.keepDaily()
      portal.clock.advance(DAY / 48)
    }
    expect((await service.list(vera)).copies).toHaveLength(2)
  })

  it('H2: says once that it cannot be made, and no more when it can', async () => {
    const { folder, keeper, portal, service, vera } = await openBackups()
    writeFileSync(folder, 'where the folder should be')
    await keeper.keepDaily()
    await keeper.keepDaily()
    expect((await service.list(vera)).failure).not.toBeNull()
    const told = (await portal.rowsOf('audit')).filter((row) => 'action' in row && row.action === 'backup.failed')
    expect(told).toHaveLength(1)

    rmSync(folder)
    mkdirSync(folder)
    await keeper.keepDaily()
    expect((await service.list(vera)).failure).toBeNull()
  })

  it('is not made of damaged data, which is said as such', async () => {
    const { folder, keeper, portal } = await openBackups()
    await portal.store.write((writer) =>
      writer
        .updateTable('portal')
        .set({ name: 'x'.repeat(200_000) })
        .execute(),
    )
    await portal.store.close()
    // The middle of the file, where the long name lies.
    const file = openSync(portal.file, 'r+')
    writeSync(file, Buffer.alloc(64 * 1024, 7), 0, 64 * 1024, statSync(portal.file).size - 128 * 1024)
    closeSync(file)
    await expect(keeper.make('asked')).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves nothing half done behind when the portal is closed', async () => {
    const { folder, keeper, portal } = await openBackups()
    mkdirSync(folder)
    writeFileSync(join(folder, `daily-1.usher.unfinished`), 'half a copy')
    keeper.start()
    expect(readdirSync(folder)).toEqual([])
    const making = keeper.make('daily')
    await Promise.allSettled([making, keeper.stop()])
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
    expect(portal.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
