import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { keepLogShort } from '../../../../electron/core/store/checkpoints'

const PAGE = 4_096

/** A database whose log is copied from 20 pages on, and may have 60. */
function openLogged() {
  const folder = mkdtempSync(join(tmpdir(), 'usher-checkpoints-'))
  const file = join(folder, 'portal.usher')
  const connection = new Connection(file)
  connection.pragma('journal_mode = WAL')
  connection.exec('CREATE TABLE note (text)')
  const options = { timeout: 2_000, lengths: { worthCopying: 20, tooLong: 60 } }
  const checkpoints = keepLogShort(connection, options)
  onTestFinished(async () => {
    await checkpoints.close()
    connection.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const insert = connection.prepare('INSERT INTO note VALUES (zeroblob(3000))')
  return {
    checkpoints,
    connection,
    options,
    logSize: (): number => statSync(`${file}-wal`).size,
    async write(times: number): Promise<void> {
      for (let time = 0; time < times; time += 1) {
        await checkpoints.beforeWrite()
        insert.run()
        checkpoints.afterWrite()
      }
    },
  }
}

it('S5: however much is written, the log stays short, and nothing of it is lost', async () => {
  const { checkpoints, connection, logSize, write } = openLogged()
  await write(1_000)
  expect(logSize()).toBeLessThan(100 * PAGE)
  expect(connection.prepare('SELECT count(*) FROM note').pluck().get()).toBe(1_000)
  await checkpoints.close()
})

it('S5: a log that somebody still reads is kept for them, and is short again once they are done', async () => {
  const { connection, logSize, write } = openLogged()
  const other = new Connection(connection.name, { readonly: true })
  other.exec('BEGIN')
  const count = other.prepare('SELECT count(*) FROM note').pluck()
  expect(count.get()).toBe(0)
  await write(150)
  expect(count.get()).toBe(0)
  expect(logSize()).toBeGreaterThan(150 * PAGE)
  other.exec('COMMIT')
  const before = logSize()
  await write(500)
  expect(logSize()).toBe(before)
  other.close()
})

it('S5: a store whose thread cannot be had copies its log by itself', async () => {
  const { connection, options, write, logSize } = openLogged()
  // The thread opens the database by itself, and finds no addon there.
  const alone = keepLogShort(connection, { ...options, nativeBinding: '/nowhere.node' })
  const insert = connection.prepare('INSERT INTO note VALUES (zeroblob(3000))')
  for (let time = 0; time < 300; time += 1) {
    await alone.beforeWrite()
    insert.run()
    alone.afterWrite()
  }
  expect(logSize()).toBeLessThan(100 * PAGE)
  await alone.close()
  await write(1)
})
