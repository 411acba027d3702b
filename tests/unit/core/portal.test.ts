import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createClosings } from '../../../electron/core/closings'
import { createPortal, openPortal } from '../../../electron/core/portal'
import { storeFile } from '../../../electron/core/store/store-file'
import { openTestPortal } from '../../support/core-context'
import { OWNER, portalOptions } from '../../support/portal-options'

// Passwords are hashed for real.
vi.setConfig({ testTimeout: 60_000 })

it('J1: a portal that is refused while it starts leaves no join site behind, and is opened on the same port again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'usher-portal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const options = portalOptions(folder)
  const { actor, portal } = await createPortal(options, OWNER)
  const site = { mode: 'this-computer', port: 0, interfaceAddress: null, publicAddress: null } as const
  const { address, port } = await portal.joinSite.configure(actor, site)
  await portal.close()

  // The join site only reads when it starts, and the outbox writes: another console's transaction is in its way.
  const other = new Connection(storeFile(folder))
  other.exec('BEGIN IMMEDIATE')
  await expect(openPortal(options)).rejects.toMatchObject({ code: 'STORE_BUSY' })
  other.exec('ROLLBACK')
  other.close()
  await expect(fetch(`${address}/`)).rejects.toThrow()

  const again = await openPortal(options)
  onTestFinished(() => again?.close())
  expect(await again?.joinSite.get(actor)).toMatchObject({ port, running: true, problem: null })
  expect((await fetch(`${address}/`)).status).toBe(200)
})

it('a part that fails to end keeps neither the others running nor the store open', async () => {
  const { log, store } = await openTestPortal()
  const ended: string[] = []
  const closings = createClosings({ log, store })
  closings.add('first', () => ended.push('first'))
  closings.add('second', () => Promise.reject(new Error('still printing')))
  closings.add('third', () => {
    ended.push('third')
    throw new Error('gone already')
  })
  await Promise.all([closings.closeAll(), closings.closeAll()])
  expect(ended).toEqual(['third', 'first'])
  expect(log.lines.map(({ level, message }) => [level, message])).toEqual([
    ['error', 'closing: third'],
    ['error', 'closing: second'],
  ])
  await expect(store.reader.selectFrom('portal').selectAll().execute()).rejects.toThrow()
})

it('what the store says when it is closed is thrown', async () => {
  const { log, store } = await openTestPortal()
  const ended: string[] = []
  const closings = createClosings({
    log,
    store: { ...store, close: () => Promise.reject(new Error('the disk is gone')) },
  })
  closings.add('outbox', () => ended.push('outbox'))
  await expect(closings.closeAll()).rejects.toThrow('the disk is gone')
  expect(ended).toEqual(['outbox'])
})
