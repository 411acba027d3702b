import type { Insertable } from 'kysely'
import type { Database } from '../schema'
import { nextSlice, sliceIsOver } from '../slice-clock'
import type { Writer } from '../store'
import type { KeptDatabase, KeptStatement } from './kept-queries'

interface Direct {
  readonly database: KeptDatabase
  /** By table, columns and number of rows. */
  readonly kept: Map<string, KeptStatement>
}
type Row = Readonly<Record<string, unknown>>
/** Rows, one behind the other, that fill the same columns. */
interface Group {
  readonly columns: readonly string[]
  readonly rows: Row[]
}

/**
 * Rows of one statement. With triggers on a table SQLite sets a copy of the pages aside for every statement: of many rows at
 * once it costs half as much. Longer statements gain nothing more, and hold up others longer.
 */
const SIZES = [32, 8, 1] as const
const [LARGEST] = SIZES

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
 * Inserts rows with a few prepared statements, inside the transaction under way: building a statement costs several times what
 * running it does. Other work of the process gets its turn between slices. Columns left out, or undefined, take what the table
 * gives them.
 */
export async function insertRows<Table extends keyof Database>(
  writer: Writer,
  table: Table,
  rows: Iterable<Insertable<Database[Table]>>,
): Promise<void> {
  const database = transactions.get(writer)
  if (!database) throw new Error('rows are inserted by a transaction of the store alone')
  const direct = directly(database)
  for (const group of groupsOf(rows)) {
    insertGroup(direct, table, group)
    if (sliceIsOver()) await nextSlice()
  }
}

function* groupsOf(rows: Iterable<Row>): Generator<Group> {
  let group: Group = { columns: [], rows: [] }
  for (const row of rows) {
    if (group.rows.length === LARGEST || !fills(row, group.columns)) {
      if (group.rows.length > 0) yield group
      group = { columns: Object.keys(row).filter((column) => row[column] !== undefined), rows: [] }
    }
    group.rows.push(row)
  }
  if (group.rows.length > 0) yield group
}

/** Whether these are all the columns that the row fills, in this order. */
function fills(row: Row, columns: readonly string[]): boolean {
  let at = 0
  for (const column in row) {
    if (row[column] === undefined) continue
    if (columns[at] !== column) return false
    at += 1
  }
  return at === columns.length
}

function insertGroup(direct: Direct, table: string, { columns, rows }: Group): void {
  let start = 0
  for (const size of SIZES) {
    for (; start + size <= rows.length; start += size) {
      const values: unknown[] = []
      for (const row of rows.slice(start, start + size)) for (const column of columns) values.push(row[column])
      keptInsert(direct, table, columns, size).run(values)
    }
  }
}

function directly(database: KeptDatabase): Direct {
  const known = connections.get(database)
  if (known) return known
  const direct = { database, kept: new Map<string, KeptStatement>() }
  connections.set(database, direct)
  return direct
}

/** Tables and columns are named by the code and by nobody else. */
function keptInsert(
  { database, kept }: Direct,
  table: string,
  columns: readonly string[],
  size: number,
): KeptStatement {
  const shape = `${size} ${table} ${columns.join(' ')}`
  const known = kept.get(shape)
  if (known) return known
  const names = columns.map((column) => `"${column}"`).join(', ')
  const row = `(${columns.map(() => '?').join(', ')})`
  const rows = Array.from({ length: size }, () => row).join(', ')
  const made = database.prepare(`INSERT INTO "${table}" (${names}) VALUES ${rows}`)
  kept.set(shape, made)
  return made
}
