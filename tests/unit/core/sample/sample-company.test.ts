import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createSampleCompany } from '../../../../electron/core/sample/sample-company'
import { createChanges } from '../../../../electron/core/services/changes'
import type { ServiceContext } from '../../../../electron/core/services/service-context'
import { verifyAudit } from '../../../../electron/core/store/audit'
import { openStore } from '../../../../electron/core/store/open-store'
import { readSeats } from '../../../../electron/core/store/seats'
import {
  DAY,
  fakeClock,
  memoryFiles,
  fakePresence,
  memoryVault,
  seededRandomness,
  silentLog,
  START,
} from '../../../support/core-context'

async function emptyContext(): Promise<ServiceContext> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-sample-'))
  const clock = fakeClock()
  const log = silentLog()
  const store = await openStore({ file: join(folder, 'sample.usher'), backupFolder: join(folder, 'backups'), clock })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const changes = createChanges({ log, schedule: (deliver) => deliver() })
  const device = {
    vault: memoryVault(),
    files: memoryFiles(),
    randomness: seededRandomness(),
    presence: fakePresence(),
  }
  return { store, clock, log, changes, ...device }
}

async function sample() {
  const context = await emptyContext()
  const administratorId = await createSampleCompany(context, START)
  return { context, administratorId, reader: context.store.reader }
}

it('has about 300 people in every state, thirty departments on four levels and six workgroups', async () => {
  const { reader, administratorId } = await sample()
  const people = await reader.selectFrom('person').selectAll().execute()
  expect(people.length).toBeGreaterThanOrEqual(290)
  expect(people.length).toBeLessThanOrEqual(320)
  const count = (status: string) => people.filter((person) => person.status === status).length
  expect([count('invited'), count('pending'), count('dismissed')]).toEqual([20, 8, 12])
  expect(people.find((person) => person.id === administratorId)).toMatchObject({ status: 'active', administrator: 1 })
  expect(people.filter((person) => /\p{Script=Cyrillic}/u.test(person.name)).length).toBeGreaterThan(80)

  const departments = await reader.selectFrom('department').selectAll().execute()
  expect(departments.length).toBe(30)
  const depth = (id: string | null): number =>
    id === null ? 0 : 1 + depth(departments.find((department) => department.id === id)?.parent_id ?? null)
  expect(Math.max(...departments.map((department) => depth(department.id)))).toBe(4)
  const heads = await reader.selectFrom('department_member').select('department_id').where('head', '=', 1).execute()
  expect(new Set(heads.map((head) => head.department_id)).size).toBe(30)
  expect(await reader.selectFrom('workgroup').selectAll().execute()).toHaveLength(6)
})

it('never talks to a network: no mail account, nothing queued, addresses that belong to nobody', async () => {
  const { reader } = await sample()
  expect(await reader.selectFrom('mail_account').selectAll().execute()).toEqual([])
  const states = await reader.selectFrom('message').select('state').distinct().orderBy('state').execute()
  expect(states.map((row) => row.state)).toEqual(['failed', 'sent', 'unknown'])
  expect((await reader.selectFrom('join_site').select('mode').executeTakeFirstOrThrow()).mode).toBe('off')
  const people = await reader.selectFrom('person').select(['email', 'phone']).execute()
  for (const { email, phone } of people) {
    expect(email).toMatch(/@example\.(com|org)$/)
    if (phone !== null) expect(phone).toMatch(/^\+447700900\d{3}$/)
  }
})

it('H1: its log is chained over the past weeks, in order, none of it in the future', async () => {
  const { reader } = await sample()
  const report = await verifyAudit(reader)
  expect(report).toMatchObject({ intact: true })
  expect(report.entries).toBeGreaterThan(120)
  const times = (await reader.selectFrom('audit').select('at').orderBy('id').execute()).map((row) => row.at)
  expect(times).toEqual([...times].sort((one, other) => one - other))
  expect(times.at(-1)).toBeLessThan(START)
  expect(times.filter((at) => at > START - 7 * DAY).length).toBeGreaterThan(20)
})

it('C1, S1, T1, N1: several people invited, an invitation for each of them, tasks, and a seat for everybody', async () => {
  const { reader } = await sample()
  const live = await reader.selectFrom('invitation').selectAll().where('state', '=', 'live').execute()
  expect(live).toHaveLength(20)
  expect(new Set(live.map((invitation) => invitation.created_by)).size).toBeGreaterThan(3)
  const accepted = await reader.selectFrom('invitation').selectAll().where('state', '=', 'accepted').execute()
  for (const invitation of accepted) {
    expect(invitation.opened_at).not.toBeNull()
    expect(invitation.ended_at).toBeGreaterThan(invitation.created_at)
  }
  expect((await reader.selectFrom('task').selectAll().execute()).length).toBeGreaterThan(30)
  expect(await reader.selectFrom('checklist').select('name').execute()).toHaveLength(2)
  const given = await reader.selectFrom('task').selectAll().where('item_id', 'is not', null).execute()
  expect(given.filter((task) => task.owner_id !== null).length).toBeGreaterThan(30)
  const seats = await readSeats(reader)
  expect(seats.used).toBeLessThan(seats.limit ?? 0)
})

it('is the same company every time', async () => {
  const everything = async () => {
    const { reader } = await sample()
    return [
      await reader.selectFrom('person').selectAll().execute(),
      await reader.selectFrom('audit').selectAll().execute(),
      await reader.selectFrom('message').selectAll().execute(),
    ]
  }
  expect(await everything()).toEqual(await everything())
})
