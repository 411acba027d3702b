import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { MIGRATIONS } from '../../../../electron/core/store/migrations'
import { openStore } from '../../../../electron/core/store/open-store'
import { readPlanLimits } from '../../../../electron/core/store/plans'
import { readSeats } from '../../../../electron/core/store/seats'
import { fakeClock, START } from '../../../support/core-context'

it('N2, H1: a file of the first schema becomes one of today with everything that was in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'usher-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const options = { file: join(folder, 'portal.usher'), backupFolder: join(folder, 'backups'), clock: fakeClock() }
  const first = await openStore({ ...options, migrations: MIGRATIONS.slice(0, 1) })
  await first.close()
  const old = new Connection(options.file)
  old.exec(`
    INSERT INTO portal (id, name, locale, country, plan, seat_limit, who_may_invite, created_at)
      VALUES (1, 'Aurora', 'en', 'DE', 'standard', 40, 'administrators', ${START});
    INSERT INTO department (id, parent_id, name, position, created_at) VALUES ('root', NULL, 'Aurora', 0, ${START});
    INSERT INTO department (id, parent_id, name, position, created_at) VALUES ('sales', 'root', 'Sales', 0, ${START});
    INSERT INTO person (id, kind, status, first_name, last_name, name, sort_name, email, address, locale, invited_at, created_at)
      VALUES ('anna', 'employee', 'active', 'Anna', 'Lee', 'Anna Lee', 'anna lee', 'anna@x.example', 'anna@x.example', 'en',
        ${START}, ${START});
    INSERT INTO department_member (department_id, person_id) VALUES ('root', 'anna'), ('sales', 'anna');
    INSERT INTO workgroup (id, name, created_at) VALUES ('launch', 'Launch', ${START});
    INSERT INTO task (id, person_id, title, created_at) VALUES ('laptop', 'anna', 'Laptop', ${START});
  `)
  old.close()

  const store = await openStore(options)
  onTestFinished(() => store.close())
  const { reader } = store
  expect(await reader.selectFrom('portal').selectAll().executeTakeFirstOrThrow()).toMatchObject({
    plan: 'standard',
    who_may_invite: 'administrators',
    structure_seen_by: 'everyone',
    structure_edited_by: 'administrators',
  })
  expect(await readPlanLimits(reader)).toMatchObject({ standard: 40, free: null })
  expect(await readSeats(reader)).toMatchObject({ limit: 40, used: 1 })
  expect(await reader.selectFrom('workgroup').selectAll().execute()).toMatchObject([
    { id: 'launch', allow_external: 0, members_may_invite: 0, owner_id: null },
  ])
  expect(await reader.selectFrom('task').selectAll().execute()).toMatchObject([{ id: 'laptop', owner_id: null }])
  const look = new Connection(options.file, { readonly: true })
  onTestFinished(() => void look.close())
  expect(look.prepare('SELECT invited_on FROM person').pluck().get()).toBe(START)
  expect(look.prepare('SELECT person_id FROM member_of_several').pluck().all()).toEqual(['anna'])
  expect(look.prepare("SELECT count(*) FROM person_search('nna l')").pluck().get()).toBe(1)
})
