import Connection from 'better-sqlite3'
import { vi } from 'vitest'
import type { TestPortal } from './core-context'

/** What SQLite says it will do for every statement that `work` runs, one line a step. */
export async function plansOf(portal: TestPortal, work: () => Promise<unknown>): Promise<string> {
  const prepare = vi.spyOn(Connection.prototype, 'prepare')
  await work()
  const statements = prepare.mock.calls.map(([statement]) => statement)
  prepare.mockRestore()
  const connection = new Connection(portal.file, { readonly: true })
  const steps = statements.flatMap((statement) =>
    connection
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
      .all(...Array.from({ length: statement.split('?').length - 1 }, () => 'x'))
      .map((row) => row.detail),
  )
  connection.close()
  return steps.join('\n')
}
