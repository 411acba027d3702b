import type { KyselyPlugin } from 'kysely'
import { describe, expect, it } from 'vitest'
import { startNotices } from '../../../../electron/core/services/notices'
import { type AuditEntry, recordAudits } from '../../../../electron/core/store/audit'
import { openTestPortal, type TestPortal } from '../../../support/core-context'

async function watched(portal: TestPortal) {
  const told: string[] = []
  const stop = await startNotices(portal, { notify: (title, body) => void told.push(`${title} | ${body}`) })
  return { told, stop }
}

async function happen(portal: TestPortal, entries: readonly AuditEntry[]): Promise<void> {
  await portal.store.write((writer) => recordAudits(writer, portal.clock.now(), entries))
  portal.changes.announce('activity')
}

function registration(name: string, action: 'person.joined' | 'person.accepted'): AuditEntry {
  return { actor: null, origin: 'join-site', action, subject: { id: name, name } }
}

describe('desktop notifications', () => {
  it('L9: tell of each registration at the join site, once', async () => {
    const portal = await openTestPortal()
    await happen(portal, [registration('Before the start', 'person.joined')])
    const { told } = await watched(portal)
    await happen(portal, [registration('Anna Berg', 'person.joined'), registration('Oleg Petrov', 'person.accepted')])
    await expect.poll(() => told).toHaveLength(2)
    portal.changes.announce('activity')
    await happen(portal, [registration('Ida Falk', 'person.joined')])
    await expect
      .poll(() => told)
      .toEqual([
        'Anna Berg is in | Registered through the join site of Aurora.',
        'Oleg Petrov waits for confirmation | Confirm or decline in Aurora.',
        'Ida Falk is in | Registered through the join site of Aurora.',
      ])
  })

  it('L9: speak the language of the portal and gather many into one', async () => {
    const portal = await openTestPortal({ locale: 'ru' })
    const { told } = await watched(portal)
    await happen(
      portal,
      ['А', 'Б', 'В', 'Г'].map((name) => registration(name, 'person.joined')),
    )
    await expect.poll(() => told).toHaveLength(1)
    expect(told[0]).toContain('Новые регистрации: 4')
  })

  it('L9: tell once of a registration that comes while they look', async () => {
    const portal = await openTestPortal()
    let looks = 0
    /** Somebody registers between the first read of a look and the second. */
    const between: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        looks += 1
        if (looks === 2) {
          await portal.store.write((writer) =>
            recordAudits(writer, portal.clock.now(), [registration('Oleg Petrov', 'person.joined')]),
          )
        }
        return result
      },
    }
    const reader = portal.store.reader.withPlugin(between)
    const { told } = await watched({ ...portal, store: { ...portal.store, reader } })
    await happen(portal, [registration('Anna Berg', 'person.joined')])
    await expect.poll(() => told).toHaveLength(1)
    await happen(portal, [registration('Ida Falk', 'person.joined')])
    await expect
      .poll(() => told.map((each) => each.split(' is in')[0]))
      .toEqual(['Anna Berg', 'Oleg Petrov', 'Ida Falk'])
  })

  it('L9: say nothing of what administrators do, and nothing after the end', async () => {
    const portal = await openTestPortal()
    const { told, stop } = await watched(portal)
    const vera = portal.administrator
    const confirmed = { actor: vera, origin: 'console', action: 'person.confirmed', subject: null } as const
    await happen(portal, [confirmed, registration('Anna Berg', 'person.joined')])
    await expect.poll(() => told).toHaveLength(1)
    stop()
    await happen(portal, [registration('Ida Falk', 'person.joined')])
    const { told: later } = await watched(portal)
    await happen(portal, [registration('Nils Ek', 'person.joined')])
    await expect.poll(() => later).toHaveLength(1)
    expect(told).toHaveLength(1)
  })
})
