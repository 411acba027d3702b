import Connection from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuditEntry, recordAudit, recordAudits, verifyAudit } from '../../../../electron/core/store/audit'
import { openTestPortal, START, type TestPortal } from '../../../support/core-context'

const entry = (name: string): AuditEntry => ({
  actor: null,
  origin: 'system',
  action: 'person.invited',
  subject: { id: name, name },
  details: { place: name.length },
})

async function portalWithEntries(count: number): Promise<TestPortal> {
  const portal = await openTestPortal()
  const entries = Array.from({ length: count }, (_, index) => entry(`Person ${index + 1}`))
  await portal.store.write((writer) => recordAudits(writer, START, entries))
  return portal
}

/** Somebody with the file in their hands and the triggers out of the way. */
function tamper(portal: TestPortal, statement: string): void {
  const connection = new Connection(portal.file)
  connection.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;')
  connection.exec(statement)
  connection.close()
}

describe('audit chain', () => {
  it('H1: entries are numbered from 1, each with the hash of the one before', async () => {
    const portal = await openTestPortal()
    await portal.store.write((writer) => recordAudit(writer, START, entry('One')))
    await portal.store.write((writer) => recordAudits(writer, START, [entry('Two'), entry('Three')]))
    const rows = await portal.store.reader.selectFrom('audit').selectAll().orderBy('id').execute()
    expect(rows.map((row) => row.id)).toEqual([1, 2, 3])
    expect(rows.map((row) => row.previous_hash)).toEqual(['', rows[0]?.hash, rows[1]?.hash])
    expect(await verifyAudit(portal.store.reader)).toEqual({ entries: 3, intact: true, brokenAt: null })
  })

  it('H1: an empty log is intact', async () => {
    const portal = await openTestPortal()
    expect(await verifyAudit(portal.store.reader)).toEqual({ entries: 0, intact: true, brokenAt: null })
  })

  it('H1: the log takes neither changes nor deletions', async () => {
    const portal = await portalWithEntries(1)
    const change = portal.store.write((writer) => writer.updateTable('audit').set({ actor_name: 'Me' }).execute())
    await expect(change).rejects.toThrow('append-only')
    await expect(portal.store.write((writer) => writer.deleteFrom('audit').execute())).rejects.toThrow('append-only')
  })

  it('H1: a chain longer than a slice is walked to its end', async () => {
    const portal = await portalWithEntries(1_203)
    expect(await verifyAudit(portal.store.reader)).toEqual({ entries: 1_203, intact: true, brokenAt: null })
  })

  it('H1: whatever column of an entry is edited in the file, the walk stops at that entry', async () => {
    const edits = [
      'at = at + 1',
      "actor_id = 'x'",
      "actor_name = 'x'",
      "origin = 'console'",
      "action = 'person.edited'",
      "subject_id = 'x'",
      "subject_name = 'x'",
      "details = '{}'",
      'notable = 1',
      "previous_hash = 'x'",
      "hash = 'x'",
    ]
    for (const edit of edits) {
      const portal = await portalWithEntries(5)
      tamper(portal, `UPDATE audit SET ${edit} WHERE id = 3`)
      expect(await verifyAudit(portal.store.reader), edit).toEqual({ entries: 2, intact: false, brokenAt: 3 })
    }
  })

  it('H1: a deleted entry is missed, and so are entries that changed places', async () => {
    const deleted = await portalWithEntries(5)
    tamper(deleted, 'DELETE FROM audit WHERE id = 2')
    expect(await verifyAudit(deleted.store.reader)).toEqual({ entries: 1, intact: false, brokenAt: 2 })
    const swapped = await portalWithEntries(5)
    tamper(
      swapped,
      'UPDATE audit SET id = 99 WHERE id = 4; UPDATE audit SET id = 4 WHERE id = 5; UPDATE audit SET id = 5 WHERE id = 99',
    )
    expect(await verifyAudit(swapped.store.reader)).toEqual({ entries: 3, intact: false, brokenAt: 4 })
  })

  it('H1: names and details of any spelling are chained as they are', async () => {
    const portal = await openTestPortal()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constantFrom('Фёдор', '👩‍🚀', '\u2028"\\', '\ud800')),
        fc.integer(),
        async (name, number) => {
          const written: AuditEntry = { ...entry(name), details: { name, number } }
          await portal.store.write((writer) => recordAudit(writer, START, written))
          expect((await verifyAudit(portal.store.reader)).intact).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
})
