import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PERSON_KINDS, PERSON_STATUSES } from '../../../../electron/core/domain/vocabulary'
import { openTestPortal, type TestPortal } from '../../../support/core-context'

const steps = fc.array(
  fc.record({
    act: fc.constantFrom('add', 'status', 'kind', 'inviter', 'join', 'leave', 'move', 'delete'),
    who: fc.nat(20),
    other: fc.nat(20),
    status: fc.constantFrom(...PERSON_STATUSES),
    kind: fc.constantFrom(...PERSON_KINDS),
  }),
  { minLength: 1, maxLength: 25 },
)

/** Counts everything anew, as the counter table should have it. */
async function recount(portal: TestPortal): Promise<readonly string[]> {
  const { reader } = portal.store
  const people = await reader.selectFrom('person').selectAll().execute()
  const members = await reader.selectFrom('department_member').selectAll().execute()
  const sums = new Map<string, number>()
  const count = (scope: string, person: { kind: string; status: string }) => {
    const key = `${scope}|${person.kind}|${person.status}`
    sums.set(key, (sums.get(key) ?? 0) + 1)
  }
  for (const person of people) {
    count('', person)
    if (person.invited_by !== null) count(person.invited_by, person)
    for (const member of members) if (member.person_id === person.id) count(member.department_id, person)
  }
  return [...sums].map(([key, sum]) => `${key}|${sum}`).toSorted()
}

async function kept(portal: TestPortal): Promise<readonly string[]> {
  const rows = await portal.store.reader.selectFrom('counter').selectAll().where('people', '!=', 0).execute()
  return rows.map((row) => `${row.scope}|${row.kind}|${row.status}|${row.people}`).toSorted()
}

it('C1, C2: the kept counters equal a recount after any run of changes', async () => {
  const portal = await openTestPortal()
  const other = await portal.addDepartment('Sales')
  const people = [portal.administrator.personId]
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      for (const step of run) {
        const id = people[step.who % people.length] ?? ''
        const invitedBy = people[step.other % people.length] ?? ''
        if (step.act === 'add' || people.length < 2) {
          people.push(
            (await portal.addPerson({ status: step.status, kind: step.kind, invited_by: invitedBy })).personId,
          )
          continue
        }
        await portal.store.write(async (writer) => {
          const person = writer.updateTable('person').where('id', '=', id)
          const member = { department_id: other, person_id: id, head: 0 } as const
          if (step.act === 'status') {
            const pending_reason = step.status === 'pending' ? ('approval' as const) : null
            await person.set({ status: step.status, pending_reason }).execute()
          }
          if (step.act === 'kind') await person.set({ kind: step.kind }).execute()
          if (step.act === 'inviter') await person.set({ invited_by: invitedBy }).execute()
          if (step.act === 'join') {
            await writer
              .insertInto('department_member')
              .values(member)
              .onConflict((row) => row.doNothing())
              .execute()
          }
          if (step.act === 'leave') await writer.deleteFrom('department_member').where('person_id', '=', id).execute()
          if (step.act === 'move') {
            await writer.updateTable('department_member').set({ head: 1 }).where('person_id', '=', id).execute()
          }
          if (step.act === 'delete') await writer.deleteFrom('person').where('id', '=', id).execute()
        })
        if (step.act === 'delete') people.splice(people.indexOf(id), 1)
      }
      expect(await kept(portal)).toEqual(await recount(portal))
    }),
    { numRuns: 25 },
  )
})
