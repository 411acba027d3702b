import { type Compilable, CompiledQuery, type RawBuilder, sql, type SqliteDatabase, type SqliteStatement } from 'kysely'
import type { Reader } from '../store'

type Value = string | number | null
type Values = Readonly<Record<string, Value>>

/** Stands in a query for a value that is given when it runs. */
class Blank {
  constructor(readonly name: string) {}
}

interface Kept {
  readonly text: string
  /** The values in the order the text wants them: blanks to fill, or what is always the same. */
  readonly order: readonly unknown[]
}
/** A prepared statement that can also give its first row alone. */
export interface KeptStatement extends SqliteStatement {
  get(parameters: readonly unknown[]): unknown
}
export interface KeptDatabase extends SqliteDatabase {
  prepare(text: string): KeptStatement
}
interface Direct {
  readonly database: KeptDatabase
  readonly statements: Map<string, { readonly statement: KeptStatement; readonly order: Kept['order'] }>
}

type Build<Row> = (blank: Blanks) => Compilable<Row> | Promise<Compilable<Row>>
/** Texts, numbers and whatever else a column of the query holds. */
interface Blanks {
  (name: string): string
  number(name: string): number
}

// A blank is never looked at: it passes through the builder as any value does.
const blanks: Blanks = Object.assign((name: string) => new Blank(name) as unknown as string, {
  number: (name: string) => new Blank(name) as unknown as number,
})

/** Shapes kept; a screen asks the same few again and again. */
const MOST = 400
const kept = new Map<string, Kept>()
const connections = new WeakMap<Reader, Direct>()

/** Lets queries of this reader run on its connection directly. Not for writers: they have to wait for their turn. */
export function readDirectly(reader: Reader, database: KeptDatabase): void {
  connections.set(reader, { database, statements: new Map() })
}

/**
 * A query that is asked so often that building it would cost several times what running it does: it is built once for
 * each `shape`, with `blank(name)` wherever one of `values` belongs. Two queries of one shape must differ in their
 * values alone.
 */
export function keptRows<Row>(
  reader: Reader,
  shape: string,
  values: Values,
  build: Build<Row>,
): readonly Row[] | Promise<readonly Row[]> {
  const known = connections.get(reader)?.statements.get(shape)
  // The rows are what the builder of this shape says they are. Waiting for them would double what this costs.
  return known ? (known.statement.all(filled(known.order, values)) as Row[]) : builtRows(reader, shape, values, build)
}

/** The first row of such a query; undefined where there is none. */
export function keptRow<Row>(
  reader: Reader,
  shape: string,
  values: Values,
  build: Build<Row>,
): Row | undefined | Promise<Row | undefined> {
  const known = connections.get(reader)?.statements.get(shape)
  if (known) return known.statement.get(filled(known.order, values)) as Row | undefined
  return builtRows(reader, shape, values, build).then((rows) => rows[0])
}

async function builtRows<Row>(
  reader: Reader,
  shape: string,
  values: Values,
  build: Build<Row>,
): Promise<readonly Row[]> {
  const direct = connections.get(reader)
  const { text, order } = await keptQuery(shape, build)
  const parameters = filled(order, values)
  if (!direct) return (await reader.executeQuery<Row>(CompiledQuery.raw(text, parameters))).rows
  const statement = direct.database.prepare(text)
  if (direct.statements.size >= MOST) direct.statements.clear()
  direct.statements.set(shape, { statement, order })
  return statement.all(parameters) as Row[]
}

async function keptQuery<Row>(shape: string, build: Build<Row>): Promise<Kept> {
  const known = kept.get(shape)
  if (known) return known
  const compiled = (await build(blanks)).compile()
  const query = { text: compiled.sql, order: compiled.parameters }
  if (kept.size >= MOST) kept.clear()
  kept.set(shape, query)
  return query
}

function filled(order: readonly unknown[], values: Values): unknown[] {
  return order.map((each) => (each instanceof Blank ? values[each.name] : each))
}

/** The members of a JSON array of texts, for `in`: one value however many they are, so that the shape stays the same. */
export function listed(json: string): RawBuilder<string> {
  return sql<string>`(SELECT value FROM json_each(${json}))`
}
