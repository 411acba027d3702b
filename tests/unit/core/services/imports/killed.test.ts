import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createImportsService } from '../../../../../electron/core/services/imports/imports'
import { createJoinLinks } from '../../../../../electron/core/services/join-links'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { openStore } from '../../../../../electron/core/store/open-store'
import type { Reader } from '../../../../../electron/core/store/store'
import { killedAfter } from '../../../../support/killed-child'
import { importStory, openImportPortal } from '../../../../support/import-story'

const ROWS = 3_000

async function standing(reader: Reader) {
  const people = await reader
    .selectFrom('person')
    .leftJoin('invitation', (on) =>
      on.onRef('invitation.person_id', '=', 'person.id').on('invitation.state', '=', 'live'),
    )
    .leftJoin('invitation_department', 'invitation_department.invitation_id', 'invitation.id')
    .leftJoin('audit', (on) => on.onRef('audit.subject_id', '=', 'person.id').on('audit.action', '=', 'person.invited'))
    .select(['person.email', 'invitation.id as invitation', 'invitation_department.department_id', 'audit.id as entry'])
    .where('person.administrator', '=', 0)
    .execute()
  const invitations = await reader.selectFrom('invitation').select('id').execute()
  const entries = await reader.selectFrom('audit').select('id').where('action', '=', 'person.invited').execute()
  return { people, invitations: invitations.length, entries: entries.length }
}

it(
  'D4, S5: killed in the middle of an import, everybody kept is whole, and the same file makes the rest once',
  { timeout: 120_000 },
  async () => {
    const { context } = await openImportPortal()
    const lines = Array.from({ length: ROWS }, (_, index) => `person-${index}@x.com,Team ${index % 7}`)
    const text = `E-mail,Department\n${lines.join('\n')}\n`
    const { administrator, file, folder } = context
    const backupFolder = join(folder, 'backups')
    const actor = { personId: administrator.personId, name: administrator.name, role: 'administrator' as const }
    await context.store.close()
    // Its standing, the departments, and a few hundred people, time and again.
    await killedAfter(5, { purpose: 'import', file, backupFolder, administrator: actor, text })

    const store = await openStore({ file, backupFolder, clock: context.clock })
    onTestFinished(() => store.close())
    const killed = await standing(store.reader)
    expect(killed.people.length).toBeGreaterThan(0)
    expect(killed.people.length).toBeLessThan(ROWS)
    const whole = { invitation: expect.any(String), department_id: expect.any(String), entry: expect.any(Number) }
    for (const person of killed.people) expect(person).toMatchObject(whole)
    expect(killed).toMatchObject({ invitations: killed.people.length, entries: killed.people.length })
    expect((await verifyAudit(store.reader)).intact).toBe(true)

    const reopened = { ...context, store }
    const links = createJoinLinks(reopened, { current: () => Promise.resolve(null) })
    const story = importStory(reopened, createImportsService(reopened, links))
    const id = await story.check(text, 'invited')
    expect(await story.run(id)).toMatchObject({
      state: 'done',
      made: ROWS - killed.people.length,
      leftOut: killed.people.length,
      departments: 0,
    })
    const after = await standing(store.reader)
    expect(new Set(after.people.map((person) => person.email)).size).toBe(ROWS)
    for (const person of after.people) expect(person).toMatchObject(whole)
    expect(after).toMatchObject({ invitations: ROWS, entries: ROWS, people: { length: ROWS } })
    expect((await verifyAudit(store.reader)).intact).toBe(true)
  },
)
