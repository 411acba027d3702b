import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openTestPortal } from '../../../support/core-context'

const SNAPSHOT = join(import.meta.dirname, 'schema.sql')

/**
 * Written anew by `UPDATE_SCHEMA=1 npx vitest run tests/unit/core/store/schema-snapshot.test.ts`, after a migration
 * was added; the difference shows in review what the migration really does.
 */
it('H1: the schema is the one that was reviewed', async () => {
  const portal = await openTestPortal()
  const connection = new Connection(portal.file, { readonly: true })
  const statements = connection
    .prepare<[], { sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'person_search_%' ORDER BY type, name",
    )
    .all()
  connection.close()
  const schema = `${statements.map((statement) => `${statement.sql};`).join('\n\n')}\n`
  if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(SNAPSHOT, schema)
  expect(schema).toBe(readFileSync(SNAPSHOT, 'utf8'))
})

it('H1: every table is strict, so that no column takes what it was not made for', async () => {
  const portal = await openTestPortal()
  const connection = new Connection(portal.file, { readonly: true })
  const loose = connection
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
    )
    .all()
  connection.close()
  expect(loose).toEqual([])
})
