import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createSampleCompany } from '../../../../electron/core/sample/sample-company'
import { createJoinLinks } from '../../../../electron/core/services/join-links'
import { createPartnersService } from '../../../../electron/core/services/partners/partners'
import { openStore } from '../../../../electron/core/store/open-store'
import { createChanges } from '../../../../electron/core/services/changes'
import {
  fakeClock,
  fakePresence,
  memoryFiles,
  memoryVault,
  seededRandomness,
  silentLog,
  START,
} from '../../../support/core-context'

/** Many portals are opened, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

it('B2, B3: the sample company has a registry, two partners of one company, and addresses to try', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'usher-sample-'))
  const clock = fakeClock()
  const log = silentLog()
  const store = await openStore({ file: join(folder, 'sample.usher'), backupFolder: join(folder, 'backups'), clock })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const changes = createChanges({ log, schedule: (deliver) => deliver() })
  const parts = { store, clock, log, changes, vault: memoryVault(), files: memoryFiles(), presence: fakePresence() }
  const context = { ...parts, randomness: seededRandomness() }
  const personId = await createSampleCompany(context, START)
  const links = createJoinLinks(context, { current: async () => null })
  const partners = createPartnersService(context, links, { fetchText: async () => '' })
  const actor = { personId, name: '', role: 'administrator' as const }

  const state = await partners.get(actor)
  expect(state).toMatchObject({
    company: { name: 'Harbour Light Consulting' },
    registry: { serial: 4, expired: false, companies: 3, addresses: 6 },
  })
  expect(state.seats).toHaveLength(2)
  const refused = async (email: string) => (await partners.check(actor, { email })).refusal?.code ?? null
  expect(await refused('third.partner@example.org')).toBeNull()
  expect(await refused('anchor@example.org')).toBe('PARTNER_OTHER_COMPANY')
  expect(await refused('beginner@example.org')).toBe('PARTNER_STATUS_TOO_LOW')
})
