import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Migration, MIGRATIONS } from '../../../../electron/core/store/migrations'
import { openStore, type StoreOptions } from '../../../../electron/core/store/open-store'
import { fakeClock, START } from '../../../support/core-context'
import { expectRefusal } from '../../../support/refusals'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-store-'))
  file = join(folder, 'data', 'portal.usher')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

const options = (change: Partial<StoreOptions> = {}): StoreOptions => ({
  file,
  backupFolder: join(folder, 'backups'),
  clock: fakeClock(),
  ...change,
})

async function open(change: Partial<StoreOptions> = {}) {
  const store = await openStore(options(change))
  onTestFinished(() => store.close())
  return store
}

async function makeFile(): Promise<void> {
  await (await openStore(options())).close()
}

/** A file as it would be looked at from outside. */
function look<Result>(work: (connection: Connection.Database) => Result): Result {
  const connection = new Connection(file)
  try {
    return work(connection)
  } finally {
    connection.close()
  }
}

const addDepartment = (id: string) => ({ id, parent_id: null, name: id, position: 0, created_at: START })
const next = (up: Migration['up']): readonly Migration[] => [
  ...MIGRATIONS,
  { version: MIGRATIONS.length + 1, name: 'next', up },
]

describe('opening the store', () => {
  it('H1: makes a missing file with its folder, durable and with its references on', async () => {
    const store = await open()
    const pragma = async (name: string) =>
      await store.write(
        async (writer) => (await sql<Record<string, unknown>>`PRAGMA ${sql.raw(name)}`.execute(writer)).rows[0],
      )
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' })
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 })
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 })
    expect(readdirSync(folder)).toEqual(['data'])
  })

  it('S5: a write that fails half-way leaves nothing behind', async () => {
    const store = await open()
    const failing = store.write(async (writer) => {
      await writer.insertInto('department').values(addDepartment('a')).execute()
      throw new Error('half-way')
    })
    await expect(failing).rejects.toThrow('half-way')
    expect(await store.reader.selectFrom('department').selectAll().execute()).toEqual([])
  })

  it('S5: writers take turns and a reader sees only what is committed', async () => {
    const store = await open()
    const seen: number[] = []
    const countNow = async () => (await store.reader.selectFrom('department').select('id').execute()).length
    const add = (id: string) =>
      store.write(async (writer) => {
        const before = await writer.selectFrom('department').select('id').execute()
        const parent_id = before.length === 0 ? null : 'a'
        await writer
          .insertInto('department')
          .values({ ...addDepartment(id), parent_id })
          .execute()
        seen.push(await countNow())
      })
    await Promise.all([add('a'), add('b'), add('c')])
    expect(seen).toEqual([0, 1, 2])
  })

  it('S5: a write inside a write is a mistake that is told, not one that waits for ever', async () => {
    const store = await open()
    await expect(store.write(() => store.write(async () => 1))).rejects.toThrow('inside another write')
  })

  it('A2: the reader cannot write', async () => {
    const store = await open()
    await expectRefusal(store.reader.insertInto('department').values(addDepartment('a')).execute(), 'STORE_READ_ONLY')
  })

  it('S5: closing waits for the writers already waiting', async () => {
    const store = await openStore(options())
    const written = store.write((writer) => writer.insertInto('department').values(addDepartment('a')).execute())
    await store.close()
    await written
    expect(look((connection) => connection.prepare('SELECT count(*) FROM department').pluck().get())).toBe(1)
  })

  it('S5: a step can be waited for on the disk, and the log is let go of at the end', async () => {
    const store = await open()
    await store.writeStep((writer) => writer.insertInto('department').values(addDepartment('sales')).execute())
    await Promise.all([store.onDisk(), store.onDisk()])
    await store.close()
    expect(readdirSync(join(folder, 'data'))).toEqual(['portal.usher'])
    await expect(store.onDisk()).rejects.toThrow('ENOENT')
  })

  it('H1: a file of a newer program is refused with both versions and not a byte is changed', async () => {
    await makeFile()
    look((connection) => connection.pragma(`user_version = ${MIGRATIONS.length + 1}`))
    const before = readFileSync(file)
    await expectRefusal(openStore(options()), 'STORE_NEWER', { found: MIGRATIONS.length + 1, known: MIGRATIONS.length })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })

  it('H1: what is no database, or another program’s, is refused as damaged and left as it is', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(file, 'Dear diary, this is not a database at all.')
    await expectRefusal(openStore(options()), 'STORE_DAMAGED')
    expect(readFileSync(file, 'utf8')).toContain('Dear diary')
    rmSync(file)
    look((connection) => connection.exec('CREATE TABLE bookmark (url TEXT)'))
    await expectRefusal(openStore(options()), 'STORE_DAMAGED')
  })

  it('H1: a database with broken pages is refused as damaged', async () => {
    await makeFile()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4096, 4096 * 6)
    writeFileSync(file, bytes)
    await expectRefusal(openStore(options()), 'STORE_DAMAGED')
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('H1: a file or folder that may not be written is refused as read-only', async () => {
    await makeFile()
    const folderOfFile = join(folder, 'data')
    chmodSync(folder, 0o755)
    chmodSync(file, 0o444)
    chmodSync(folderOfFile, 0o555)
    // The superuser may write everywhere: the test gives that up for a moment.
    const superuser = process.geteuid?.() === 0
    if (superuser) process.seteuid?.(65_534)
    try {
      await expectRefusal(openStore(options()), 'STORE_READ_ONLY')
    } finally {
      if (superuser) process.seteuid?.(0)
      chmodSync(folderOfFile, 0o755)
    }
  })

  it('S5: while another program holds the file, a write is refused as busy and can be tried again', async () => {
    const store = await open({ busyTimeout: 20 })
    const other = new Connection(file)
    other.exec('BEGIN IMMEDIATE')
    const write = () => store.write((writer) => writer.insertInto('department').values(addDepartment('a')).execute())
    await expectRefusal(write(), 'STORE_BUSY')
    other.exec('ROLLBACK')
    other.close()
    await write()
    expect(await store.reader.selectFrom('department').selectAll().execute()).toHaveLength(1)
  })

  it('S5: on a full disk the write is refused and what was there stays', async () => {
    const store = await open()
    const fill = store.write(async (writer) => {
      await sql`PRAGMA max_page_count = 1`.execute(writer)
      for (let row = 0; row < 2_000; row += 1) {
        await writer
          .insertInto('message_text')
          .values({ id: `${row}`, subject: 'x', body: 'x'.repeat(4_000) })
          .execute()
      }
    })
    await expectRefusal(fill, 'DISK_FULL')
    expect(await store.reader.selectFrom('message_text').selectAll().execute()).toEqual([])
  })
})

describe('migrations', () => {
  it('H1: an existing file is copied before it is changed, and the copy opens with the program of before', async () => {
    await makeFile()
    const store = await open({
      migrations: next((database) => sql`CREATE TABLE extra (id TEXT) STRICT`.execute(database).then(() => {})),
    })
    await store.close()
    const copies = readdirSync(join(folder, 'backups'))
    expect(copies).toEqual([`before-${MIGRATIONS.length + 1}-${START}.usher`])
    const copy = await openStore(options({ file: join(folder, 'backups', copies[0] ?? '') }))
    await copy.close()
    expect(look((connection) => connection.pragma('user_version', { simple: true }))).toBe(MIGRATIONS.length + 1)
  })

  it('H1: a migration that fails is undone whole, stops the opening, and the file still opens as before', async () => {
    await makeFile()
    const failing = next(async (database) => {
      await sql`CREATE TABLE extra (id TEXT) STRICT`.execute(database)
      throw new Error('no such luck')
    })
    await expect(openStore(options({ migrations: failing }))).rejects.toThrow('no such luck')
    expect(
      look((connection) => connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'extra'").get()),
    ).toBeUndefined()
    await open()
  })

  it('H1: rebuilding a parent table keeps its children, and one that breaks references is refused', async () => {
    const store = await openStore(options())
    await store.write(async (writer) => {
      await writer.insertInto('department').values(addDepartment('root')).execute()
      await writer
        .insertInto('department')
        .values({ ...addDepartment('child'), parent_id: 'root' })
        .execute()
    })
    await store.close()
    const breaking = next(async (database) => {
      await sql`DELETE FROM department WHERE id = 'root'`.execute(database)
    })
    await expect(openStore(options({ migrations: breaking }))).rejects.toThrow('breaks 1 references')
    const rebuilding = next(async (database) => {
      await sql`CREATE TABLE kept AS SELECT * FROM department`.execute(database)
      await sql`DELETE FROM department`.execute(database)
      await sql`INSERT INTO department SELECT * FROM kept`.execute(database)
      await sql`DROP TABLE kept`.execute(database)
    })
    const rebuilt = await open({ migrations: rebuilding })
    expect(await rebuilt.reader.selectFrom('department').select('id').orderBy('id').execute()).toEqual([
      { id: 'child' },
      { id: 'root' },
    ])
  })
})
