import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { foldName } from '../../../electron/core/domain/names'
import { createBulkService } from '../../../electron/core/services/bulk/bulk'
import { createChanges } from '../../../electron/core/services/changes'
import { newId } from '../../../electron/core/services/ids'
import { createInvitationsService } from '../../../electron/core/services/inviting/invitations'
import { createJoinLinks } from '../../../electron/core/services/join-links'
import { createPeopleService } from '../../../electron/core/services/people/people'
import type { Actor, SecretName } from '../../../electron/core/services/ports'
import type { ServiceContext } from '../../../electron/core/services/service-context'
import { TAKE_IN } from '../../../electron/core/store/dialects/search-index'
import { openStore } from '../../../electron/core/store/open-store'
import { insertPortal } from '../../../electron/core/store/setup'
import { storeFile } from '../../../electron/core/store/store-file'
import { systemRandomness } from '../../../electron/shell/randomness'
import { fakeMailApp } from '../../support/fake-mail-app'
import { makeName } from './portal-names'
import { seeded } from '../../../electron/core/sample/seeded'
import { IMPORT_PIECE } from '../../../electron/contract/vocabulary'

/** Tables that a bulk invitation writes one row a person to, and with which statement; parents before children. */
const WRITTEN = ['person', 'invitation', 'invitation_department', 'message', 'audit'] as const

const ACTOR = 'Alice Keller'

/** An empty portal of its own, as set-up leaves it, with a mail account and a department to invite into. */
export interface EmptyPortal {
  readonly context: ServiceContext
  readonly actor: Actor
  readonly departmentId: string
  readonly file: string
  /** Closes it and removes its file. */
  close(): Promise<void>
}

export async function openEmptyPortal(folder: string): Promise<EmptyPortal> {
  const own = mkdtempSync(join(folder, 'bulk-'))
  mkdirSync(own, { recursive: true })
  const clock = { now: () => Date.now() }
  const log = {
    info: () => {},
    warn: () => {},
    error: (message: string, error: unknown) => console.error(message, error),
  }
  const file = storeFile(own)
  const store = await openStore({ file, backupFolder: join(own, 'backups'), clock })
  const secrets = new Map<SecretName, string>([['portal-secret', randomBytes(32).toString('base64url')]])
  const context: ServiceContext = {
    store,
    presence: { current: () => null },
    clock,
    randomness: systemRandomness(),
    vault: {
      get: (name) => secrets.get(name) ?? null,
      set: (name, value) => void secrets.set(name, value),
      remove: (name) => void secrets.delete(name),
    },
    changes: createChanges({ log }),
    log,
    files: { saveAs: () => Promise.resolve(null), choose: () => Promise.resolve(null) },
  }
  const ids = { personId: newId(context), rootId: newId(context), departmentId: newId(context) }
  await store.write(async (writer) => {
    await insertPortal(writer, {
      name: 'Northwind Trading',
      locale: 'en',
      country: 'DE',
      sample: false,
      rootId: ids.rootId,
      variant: { id: newId(context), handle: 'AAAAAA' },
      administrator: {
        id: ids.personId,
        firstName: 'Alice',
        lastName: 'Keller',
        name: ACTOR,
        sortName: foldName(ACTOR),
        email: 'alice@northwind.example',
      },
      at: clock.now(),
    })
    await writer
      .insertInto('department')
      .values({ id: ids.departmentId, parent_id: ids.rootId, name: 'Newcomers', position: 0, created_at: 0 })
      .execute()
    await writer
      .insertInto('mail_account')
      .values({
        id: 1,
        host: '127.0.0.1',
        port: 25,
        security: 'none',
        username: '',
        sign_in: 'none',
        from_name: 'Northwind',
        from_address: 'hr@northwind.example',
        updated_at: 0,
      })
      .execute()
  })
  return {
    context,
    actor: { personId: ids.personId, name: ACTOR, role: 'administrator' },
    departmentId: ids.departmentId,
    file,
    async close() {
      await store.close()
      rmSync(own, { recursive: true, force: true })
    },
  }
}

/** A file of so many people, each with an address of their own. */
export function peopleFile(people: number): Buffer {
  const numbers = seeded(people)
  const lines = Array.from({ length: people }, (_, index) => {
    const { firstName, lastName } = makeName(numbers)
    // No two share a name: namesakes would wait to be chosen (Z7).
    return `${firstName},${lastName}${lettersOf(index)},person-${index}@northwind.example`
  })
  return Buffer.from(`First name,Last name,E-mail\n${lines.join('\n')}\n`)
}

/** A number in letters; none of them falls away when names are compared. */
function lettersOf(number: number): string {
  return [...String(number)].map((digit) => 'bdfgklmnpr'[Number(digit)]).join('a')
}

/** Invites everybody of the file as the window asks for it: handed over, read, checked and sent. */
export async function inviteInBulk({ actor, context, departmentId }: EmptyPortal, file: Buffer): Promise<void> {
  const links = createJoinLinks(context, { current: () => Promise.resolve('https://join.northwind.example') })
  const invitations = createInvitationsService(context, links, fakeMailApp())
  const bulk = createBulkService(context, links, { people: createPeopleService(context), invitations })
  const { id } = await bulk.open(actor, { fileName: 'people.csv', size: file.length })
  for (let offset = 0; offset < file.length; offset += IMPORT_PIECE) {
    await bulk.put(actor, { id, offset, data: file.toString('base64', offset, offset + IMPORT_PIECE) })
  }
  await bulk.read(actor, { id })
  const places = { departmentIds: [departmentId], workgroupIds: [], fromWorkgroupId: null, requireConfirmation: null }
  await bulk.check(actor, { id, ...places })
  while ((await bulk.preview(actor, { id })).progress.state === 'running') await breath()
  const { included } = await bulk.preview(actor, { id })
  if (included === 0) throw new Error('nobody of the file would be invited')
  await bulk.run(actor, { id, locale: 'en', delivery: 'send', text: null })
  while ((await bulk.outcome(actor, { id })).state === 'running') await breath()
  const outcome = await bulk.outcome(actor, { id })
  if (outcome.invited !== included || outcome.state !== 'done')
    throw new Error(`invited ${outcome.invited} of ${included}`)
  await bulk.stop()
}

/** The window asks a few times a second. */
function breath(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 20))
}

/** Inserts the rows of one portal into an empty one with bare prepared statements, all in one transaction; in milliseconds. */
export async function insertBare(from: EmptyPortal, into: EmptyPortal): Promise<number> {
  const source = new Connection(from.file, { readonly: true })
  const target = new Connection(into.file)
  // As the store sets its own connection for writing.
  const pragmas = ['synchronous = FULL', 'foreign_keys = ON', 'cache_size = -64000', 'temp_store = MEMORY']
  for (const pragma of pragmas) target.pragma(pragma)
  const written = WRITTEN.map((table) => {
    const own = table === 'person' ? 'WHERE administrator = 0' : ''
    const columns = (source.pragma(`table_info(${table})`) as { name: string }[])
      .map((column) => column.name)
      .filter((name) => name !== 'number')
    const rows = source
      .prepare(`SELECT ${columns.join(', ')} FROM ${table} ${own}`)
      .raw()
      .all()
    return { table, columns, rows }
  })
  const batch = source
    .prepare('SELECT id, name, people, created_by, created_at, undone_at FROM invite_batch')
    .raw()
    .get()
  const actor = into.actor.personId
  const renamed = new Map([
    [from.actor.personId, actor],
    [from.departmentId, into.departmentId],
  ])
  for (const { rows } of written) {
    for (const row of rows as unknown[][]) {
      row.forEach((value, index) => (row[index] = renamed.get(value as string) ?? value))
    }
  }
  const began = performance.now()
  target.transaction(() => {
    target
      .prepare(
        'INSERT INTO invite_batch (id, name, people, created_by, created_at, undone_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(...(batch as unknown[]).map((value) => renamed.get(value as string) ?? value))
    for (const { columns, rows, table } of written) {
      const statement = target.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      for (const row of rows as unknown[][]) statement.run(row)
    }
    for (const statement of TAKE_IN) target.prepare(statement).run(Number.MAX_SAFE_INTEGER)
  })()
  const took = performance.now() - began
  target.close()
  source.close()
  return took
}
