import { createHash } from 'node:crypto'
import Connection from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createActivityService } from '../../../../../electron/core/services/activity/activity'
import { startAuditAnchor } from '../../../../../electron/core/services/activity/audit-anchor'
import { recordAudits } from '../../../../../electron/core/store/audit'
import { openTestPortal, START, type TestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

async function record(portal: TestPortal, count: number, name = 'Nina'): Promise<void> {
  await portal.store.write((writer) =>
    recordAudits(
      writer,
      START,
      Array.from({ length: count }, () => ({
        actor: portal.administrator,
        origin: 'console' as const,
        action: 'person.invited' as const,
        subject: { id: 'n', name },
        details: { place: 'HQ; "north"' },
      })),
    ),
  )
}

/** Somebody with the file in their hands and the triggers out of the way. */
function tamper(portal: TestPortal, statement: string): void {
  const connection = new Connection(portal.file)
  connection.exec('DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete;')
  connection.exec(statement)
  connection.close()
}

describe('audit export', () => {
  it('H1: JSON lines hold every entry oldest first, and the chain can be walked from them alone', async () => {
    const portal = await openTestPortal()
    const activity = createActivityService(portal)
    await record(portal, 1_203)
    const saved = await activity.export(portal.administrator, { format: 'jsonl' })
    expect(saved).toEqual({ file: '/chosen/Audit log of Aurora 2026-03-02.jsonl', entries: 1_203 })
    const lines = (portal.files.saved.get('Audit log of Aurora 2026-03-02.jsonl') ?? '').trimEnd().split('\n')
    expect(lines).toHaveLength(1_203)
    let before = ''
    for (const [index, line] of lines.entries()) {
      const { hash, ...entry } = JSON.parse(line) as Record<string, unknown>
      expect(entry['id']).toBe(index + 1)
      expect(entry['previous_hash']).toBe(before)
      expect(hash).toBe(
        createHash('sha256')
          .update(JSON.stringify(Object.values(entry)))
          .digest('hex'),
      )
      before = String(hash)
    }
  })

  it('H1: the export is itself an entry of the log, and the next export holds it', async () => {
    const portal = await openTestPortal()
    const activity = createActivityService(portal)
    await record(portal, 2)
    await activity.export(portal.administrator, { format: 'csv' })
    const [newest] = (await activity.audit(portal.administrator, { cursor: null, limit: 1 })).rows
    expect(newest).toMatchObject({ id: 3, action: 'audit.exported', by: 'Vera Stone', details: { entries: 2 } })
    expect(await activity.export(portal.administrator, { format: 'csv' })).toMatchObject({ entries: 3 })
    expect(await activity.verify(portal.administrator)).toMatchObject({ entries: 4, intact: true })
  })

  it('H1: as CSV a name that a spreadsheet would compute is only text', async () => {
    const portal = await openTestPortal({ locale: 'ru' })
    await record(portal, 1, '=HYPERLINK("x")')
    await createActivityService(portal).export(portal.administrator, { format: 'csv' })
    const text = portal.files.saved.get('Журнал аудита – Aurora 2026-03-02.csv') ?? ''
    expect(text.startsWith('\uFEFFНомер,Время (UTC),')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(""x"")"`)
    expect(text).toContain('2026-03-02T09:00:00.000Z')
  })

  it('A2: whoever may not see the log gets no file, and choosing no place leaves no entry', async () => {
    const portal = await openTestPortal()
    const activity = createActivityService(portal)
    await record(portal, 1)
    const eve = await portal.addPerson({ firstName: 'Eve' })
    await expectRefusal(activity.export(eve, { format: 'jsonl' }), 'NOT_ALLOWED')
    portal.files.place = null
    expect(await activity.export(portal.administrator, { format: 'jsonl' })).toBeNull()
    expect(portal.files.saved.size).toBe(0)
    expect(await portal.rowsOf('audit')).toHaveLength(1)
  })
})

describe('the end of the audit log', () => {
  it('H1: is remembered outside the store, so that entries cut off the end are noticed', async () => {
    const portal = await openTestPortal()
    const activity = createActivityService(portal)
    await record(portal, 5)
    await startAuditAnchor(portal)()
    tamper(portal, 'DELETE FROM audit WHERE id > 3')
    expect(await activity.verify(portal.administrator)).toEqual({
      entries: 3,
      intact: true,
      brokenAt: null,
      cutOff: true,
    })
  })

  it('H1: later entries do not paper over what was cut off', async () => {
    const portal = await openTestPortal()
    const activity = createActivityService(portal)
    await record(portal, 5)
    await startAuditAnchor(portal)()
    tamper(portal, 'DELETE FROM audit WHERE id > 3')
    await record(portal, 9, 'Somebody else')
    await startAuditAnchor(portal)()
    expect(await activity.verify(portal.administrator)).toMatchObject({ entries: 12, intact: true, cutOff: true })
  })

  it('H1: moves on with the log; entries not yet remembered are no damage', async () => {
    const portal = await openTestPortal()
    const activity = createActivityService(portal)
    await record(portal, 1)
    await startAuditAnchor(portal)()
    await record(portal, 2)
    expect(await activity.verify(portal.administrator)).toMatchObject({ entries: 3, cutOff: false })
    const stop = startAuditAnchor(portal)
    portal.changes.announce('activity')
    await stop()
    expect(JSON.parse(portal.vault.get('audit-anchor') ?? '{}')).toMatchObject({ id: 3 })
  })

  it('H1: a vault that refuses is logged and stops nothing', async () => {
    const portal = await openTestPortal()
    await record(portal, 1)
    const refusing = {
      ...portal,
      vault: {
        ...portal.vault,
        get: () => {
          throw new Error('keychain gone')
        },
      },
    }
    await startAuditAnchor(refusing)()
    expect(await createActivityService(refusing).verify(portal.administrator)).toMatchObject({
      intact: true,
      cutOff: false,
    })
    expect(portal.log.lines.map((line) => line.level)).toEqual(['error', 'error'])
    portal.vault.set('audit-anchor', 'nonsense')
    expect(await createActivityService(portal).verify(portal.administrator)).toMatchObject({ cutOff: false })
  })
})
