import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createJoinLinks } from '../../../../../electron/core/services/join-links'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { openStore } from '../../../../../electron/core/store/open-store'
import type { Reader } from '../../../../../electron/core/store/store'
import { bulkService, bulkStory, openBulkPortal } from '../../../../support/bulk-story'
import { killedAfter } from '../../../../support/killed-child'
import { BASE, saveAccount } from '../../../../support/mail-story'

const ROWS = 3_000

async function standing(reader: Reader) {
  const people = await reader
    .selectFrom('person')
    .leftJoin('invitation', 'invitation.person_id', 'person.id')
    .leftJoin('message', 'message.invitation_id', 'invitation.id')
    .leftJoin('audit', (on) => on.onRef('audit.subject_id', '=', 'person.id').on('audit.action', '=', 'person.invited'))
    .select(['person.email', 'invitation.batch_id', 'message.state', 'audit.id as entry'])
    .where('person.administrator', '=', 0)
    .execute()
  const batches = await reader.selectFrom('invite_batch').select('people').orderBy('id').execute()
  return { people, batches: batches.map((batch) => batch.people) }
}

it(
  'S5, S6, Z1: killed in the middle of a bulk invitation, everybody invited is whole, and the same file invites the rest once',
  { timeout: 120_000 },
  async () => {
    const { context } = await openBulkPortal()
    await saveAccount(context, 2525)
    const text = `E-mail\n${Array.from({ length: ROWS }, (_, index) => `person-${index}@x.com`).join('\n')}\n`
    const { administrator, file, folder } = context
    const backupFolder = join(folder, 'backups')
    const actor = { personId: administrator.personId, name: administrator.name, role: 'administrator' as const }
    await context.store.close()
    await killedAfter(4, { purpose: 'bulk', file, backupFolder, administrator: actor, text })

    const store = await openStore({ file, backupFolder, clock: context.clock })
    onTestFinished(() => store.close())
    const killed = await standing(store.reader)
    expect(killed.people.length).toBeGreaterThan(0)
    expect(killed.people.length).toBeLessThan(ROWS)
    const whole = { batch_id: expect.any(String), state: 'queued', entry: expect.any(Number) }
    for (const person of killed.people) expect(person).toMatchObject(whole)
    expect(killed.batches).toEqual([killed.people.length])
    expect((await verifyAudit(store.reader)).intact).toBe(true)

    const reopened = { ...context, store }
    const links = createJoinLinks(reopened, { current: () => Promise.resolve(BASE) })
    const story = bulkStory(bulkService(reopened, links), administrator)
    expect(await story.list()).toMatchObject([{ people: killed.people.length, planned: ROWS, stopped: true }])
    const outcome = await story.run(await story.paste(text), { delivery: 'send' })
    expect(outcome).toMatchObject({ invited: ROWS - killed.people.length, leftOut: killed.people.length })
    const rest = ROWS - killed.people.length
    const second = (await story.list()).find((batch) => batch.id === outcome.batchId)
    expect(second).toMatchObject({ people: rest, planned: rest, stopped: false })
    const after = await standing(store.reader)
    expect(after.people).toHaveLength(ROWS)
    expect(new Set(after.people.map((person) => person.email)).size).toBe(ROWS)
    for (const person of after.people) expect(person).toMatchObject(whole)
    expect((await verifyAudit(store.reader)).intact).toBe(true)
  },
)
