import { setImmediate } from 'node:timers/promises'
import type { Insertable } from 'kysely'
import type { Database } from '../schema'
import type { Writer } from '../store'
import type { KeptDatabase, KeptStatement } from './kept-queries'

interface Kept {
  readonly columns: readonly string[]
  readonly statement: KeptStatement
}
interface Direct {
  readonly database: KeptDatabase
  readonly kept: Map<string, Kept>
}

/** Longest stretch without letting other work of the process through, in milliseconds. */
const SLICE = 6

const transactions = new WeakMap<Writer, KeptDatabase>()
const connections = new WeakMap<KeptDatabase, Direct>()

/** Lets rows of this transaction be inserted on its connection directly, for as long as `work` takes. */
export async function writeDirectly<Result>(
  writer: Writer,
  database: KeptDatabase,
  work: (writer: Writer) => Promise<Result>,
): Promise<Result> {
  transactions.set(writer, database)
  try {
    return await work(writer)
  } finally {
    transactions.delete(writer)
  }
}

/**
 * Inserts rows one by one with one prepared statement, inside the transaction under way: building a statement of many rows
 * costs several times what this does. Other work of the process gets its turn between slices. Columns left out, or
 * undefined, take what the table gives them.
 */
export async function insertRows<Table extends keyof Database>(
  writer: Writer,
  table: Table,
  rows: Iterable<Insertable<Database[Table]>>,
): Promise<void> {
  const database = transactions.get(writer)
  if (!database) throw new Error('rows are inserted by a transaction of the store alone')
  const direct = directly(database)
  let began = performance.now()
  for (const row of rows) {
    const values: Readonly<Record<string, unknown>> = row
    const columns = Object.keys(values).filter((column) => values[column] !== undefined)
    const { statement } = keptInsert(direct, table, columns)
    statement.run(columns.map((column) => values[column]))
    if (performance.now() - began < SLICE) continue
    await setImmediate()
    began = performance.now()
  }
}

function directly(database: KeptDatabase): Direct {
  const known = connections.get(database)
  if (known) return known
  const direct = { database, kept: new Map<string, Kept>() }
  connections.set(database, direct)
  return direct
}

/** Tables and columns are named by the code and by nobody else. */
function keptInsert({ database, kept }: Direct, table: string, columns: readonly string[]): Kept {
  const shape = `${table} ${columns.join(' ')}`
  const known = kept.get(shape)
  if (known) return known
  const names = columns.map((column) => `"${column}"`).join(', ')
  const text = `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`
  const made = { columns, statement: database.prepare(text) }
  kept.set(shape, made)
  return made
}
