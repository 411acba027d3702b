import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import Connection from 'better-sqlite3'
import { handleFrom } from '../../../electron/core/domain/join-codes'
import { type Seeded, seeded } from '../../../electron/core/sample/seeded'
import { foldName } from '../../../electron/core/domain/names'
import { newId } from '../../../electron/core/services/ids'
import { hashPassword } from '../../../electron/core/services/accounts/password-hashing'
import { saveCredential } from '../../../electron/core/store/accounts'
import { recordAudit } from '../../../electron/core/store/audit'
import { openStore } from '../../../electron/core/store/open-store'
import { fillLikeness } from '../../../electron/core/store/likeness'
import { insertPortal } from '../../../electron/core/store/setup'
import { storeFile } from '../../../electron/core/store/store-file'
import { createVault } from '../../../electron/shell/vault/vault'
import { makeDepartmentName, makeName, makePosition } from './portal-names'

/** Who signs in to a generated portal, and the passphrase of its vault where the real app opens it. */
export const generatedAdministrator = {
  portalName: 'Northwind Trading',
  firstName: 'Alice',
  lastName: 'Keller',
  email: 'alice@northwind.example',
  password: 'Quiet harbour 88 lanterns',
  passphrase: 'Seven small bridges in the fog',
} as const

export interface PortalSize {
  /** People besides the administrator, of every kind and status. */
  readonly people: number
  /** Departments with the root. */
  readonly departments: number
  /** The same seed and sizes make the same portal. */
  readonly seed: number
}

export interface GeneratedPortal {
  readonly file: string
  readonly administratorId: string
  readonly rootId: string
  /** Parents before children, the root first. */
  readonly departmentIds: readonly string[]
  /** How many people were made of each status, the administrator among the active. */
  readonly statuses: Readonly<Record<Status, number>>
  /** How many people are in several departments. */
  readonly inSeveral: number
}

type Status = 'active' | 'invited' | 'pending' | 'dismissed'
type Database = ReturnType<typeof Connection>

/** 2026-03-02 09:00 UTC. */
export const GENERATED_AT = Date.UTC(2026, 2, 2, 9)
const DAY = 24 * 60 * 60_000
/** The root counts as the first. */
const DEEPEST = 8
const MOST_PARTNERS = 3
/** People written in one statement. */
const AT_ONCE = 5_000

/**
 * Makes a data file with a whole company in it: a portal as set-up makes it, a tree of departments eight deep, people
 * of all kinds and statuses, three in a hundred in several departments, heads, and a live invitation for whoever is
 * invited. Counters and the search index come from the store's own triggers. `file` must not exist.
 */
export async function generatePortal(file: string, size: PortalSize): Promise<GeneratedPortal> {
  const numbers = seeded(size.seed)
  const bytes = (length: number): Uint8Array => {
    const words = Uint32Array.from({ length: Math.ceil(length / 4) }, () => Math.floor(numbers.next() * 2 ** 32))
    return new Uint8Array(words.buffer, 0, length)
  }
  const clock = { now: () => GENERATED_AT - 1_100 * DAY }
  const source = { clock, randomness: { bytes } }
  const id = (): string => newId(source)
  const administratorId = id()
  const rootId = id()
  const store = await openStore({ file, backupFolder: join(dirname(file), 'backups'), clock })
  const password = await hashPassword(generatedAdministrator.password, source.randomness)
  // As set-up does it (services/setup.ts), but for its check of the password, which loads word lists.
  await store.write(async (writer) => {
    const { portalName, firstName, lastName, email } = generatedAdministrator
    const name = `${firstName} ${lastName}`
    await insertPortal(writer, {
      name: portalName,
      locale: 'en',
      country: 'GB',
      sample: false,
      rootId,
      variant: { id: id(), handle: handleFrom(bytes(4)) },
      administrator: { id: administratorId, firstName, lastName, name, sortName: foldName(name), email },
      at: clock.now(),
    })
    await saveCredential(writer, administratorId, password, clock.now())
    await recordAudit(writer, clock.now(), {
      actor: { personId: administratorId, name },
      origin: 'console',
      action: 'portal.created',
      subject: null,
      details: { name: portalName },
    })
  })
  await store.close()

  const database = new Connection(file)
  try {
    database.pragma('journal_mode = OFF')
    database.pragma('synchronous = OFF')
    database.pragma('cache_size = -400000')
    database.pragma('foreign_keys = OFF')
    const indexes = database
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'person' AND sql IS NOT NULL",
      )
      .all()
    const fill = database.transaction(() => {
      // Made again at the end, which takes a fraction of keeping them.
      for (const index of indexes) database.exec(`DROP INDEX ${index.name}`)
      const departmentIds = fillDepartments(database, numbers, rootId, size.departments, id)
      const filled = fillPeople(database, numbers, departmentIds, administratorId, size.people, id)
      for (const index of indexes) database.exec(index.sql)
      return { departmentIds, ...filled }
    })
    const made = fill()
    // As an app in daily use has it: without this the first queries of a bench would be planned blindly.
    database.pragma('optimize')
    database.pragma('journal_mode = WAL')
    return { file, administratorId, rootId, ...made }
  } finally {
    database.close()
  }
}

/**
 * The same as the data folder of the real app (USHER_DATA_DIR), with a vault under the administrator's passphrase: the
 * console asks for that first and then for the password.
 */
export async function generateDataFolder(dataDir: string, size: PortalSize): Promise<GeneratedPortal> {
  const folder = join(dataDir, 'portal')
  const { passphrase } = generatedAdministrator
  const portal = await generatePortal(storeFile(folder), size)
  await fillAllLikeness(storeFile(folder))
  const vault = await createVault(join(folder, 'vault.json'), { keychain: null, passphrase })
  vault.set('portal-secret', randomBytes(32).toString('base64url'))
  return portal
}

/** As an app in daily use has it: it would be at it in the background otherwise, beside what is measured. */
async function fillAllLikeness(file: string): Promise<void> {
  const store = await openStore({ file, backupFolder: join(dirname(file), 'backups'), clock: { now: Date.now } })
  while ((await store.write((writer) => fillLikeness(writer, AT_ONCE))) > 0);
  await store.close()
}

function fillDepartments(
  database: Database,
  numbers: Seeded,
  rootId: string,
  count: number,
  id: () => string,
): readonly string[] {
  const rows = rowsInto(database, 'department', ['id', 'parent_id', 'name', 'position', 'created_at'])
  const departments = [{ id: rootId, depth: 1, children: 0 }]
  // Those that may have sub-departments; as many at every depth as chance will have it.
  const parents = [...departments]
  for (let number = 2; number <= count; number += 1) {
    const parent = parents[numbers.between(0, parents.length - 1)] ?? parents[0]
    if (!parent) break
    const department = { id: id(), depth: parent.depth + 1, children: 0 }
    const name = makeDepartmentName(numbers, number)
    rows.add(department.id, parent.id, name, parent.children, GENERATED_AT - 1_000 * DAY)
    parent.children += 1
    departments.push(department)
    if (department.depth < DEEPEST) parents.push(department)
  }
  rows.write()
  return departments.map((department) => department.id)
}

function fillPeople(
  database: Database,
  numbers: Seeded,
  departmentIds: readonly string[],
  administratorId: string,
  count: number,
  id: () => string,
): Pick<GeneratedPortal, 'statuses' | 'inSeveral'> {
  const people = rowsInto(database, 'person', [
    ...['id', 'kind', 'status', 'first_name', 'last_name', 'name', 'sort_name', 'email', 'phone', 'address'],
    ...['position', 'locale', 'pending_reason', 'invited_by', 'invited_at', 'joined_at', 'dismissed_at', 'created_at'],
    'partner_company',
  ])
  const members = rowsInto(database, 'department_member', ['department_id', 'person_id', 'head'])
  const invitations = rowsInto(database, 'invitation', [
    ...['id', 'person_id', 'channel', 'state', 'handle', 'locale', 'created_by', 'created_at', 'sent_at'],
  ])
  const places = rowsInto(database, 'invitation_department', ['invitation_id', 'department_id'])
  const write = (): void => [people, members, invitations, places].forEach((rows) => rows.write())

  const statuses = { active: 1, invited: 0, pending: 0, dismissed: 0 }
  const inviters = [administratorId]
  const led = new Set<string>()
  let partners = 0
  let inSeveral = 0
  for (let number = 1; number <= count; number += 1) {
    if (number % AT_ONCE === 0) write()
    const status = statusOf(numbers)
    const kind = kindOf(numbers, status !== 'active' || partners >= MOST_PARTNERS)
    if (kind === 'partner') partners += 1
    const { firstName, lastName, name, sortName, locale } = makeName(numbers)
    const personId = id()
    const email = numbers.chance(92) ? `user${number}@northwind.example` : null
    const phone = email === null || numbers.chance(40) ? `+4477${String(number).padStart(8, '0')}` : null
    const inviter = inviters[numbers.between(0, inviters.length - 1)] ?? administratorId
    const at = GENERATED_AT - numbers.between(3 * 24, 900 * 24) * (DAY / 24)
    const joinedAt = status === 'active' || status === 'dismissed' ? at + DAY : null
    people.add(
      ...[personId, kind, status, firstName, lastName, name, sortName, email, phone, email ?? phone],
      ...[makePosition(numbers), locale, status === 'pending' ? 'approval' : null, inviter, at, joinedAt],
      ...[status === 'dismissed' ? at + 2 * DAY : null, at, kind === 'partner' ? 'company-1' : null],
    )
    statuses[status] += 1
    const chosen = kind === 'external' ? [] : placesOf(numbers, departmentIds)
    if (status === 'invited') {
      const invitationId = id()
      invitations.add(invitationId, personId, 'mail-service', 'live', handleOf(number), locale, inviter, at, at)
      for (const place of chosen) places.add(invitationId, place)
      continue
    }
    if (chosen.length > 1) inSeveral += 1
    for (const place of chosen) {
      const head = status === 'active' && !led.has(place)
      if (head) led.add(place)
      members.add(place, personId, head ? 1 : 0)
    }
    if (status === 'active' && kind === 'employee' && inviters.length < 50) inviters.push(personId)
  }
  write()
  return { statuses, inSeveral }
}

type Value = string | number | null

/**
 * Rows gathered for one INSERT: a statement for each would make the search index write itself out after every person,
 * which takes ten times as long.
 */
function rowsInto(database: Database, table: string, columns: readonly string[]) {
  const values = columns.map((_, place) => `value ->> ${place}`).join(', ')
  const insert = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`)
  let rows: (readonly Value[])[] = []
  return {
    add: (...row: readonly Value[]) => void rows.push(row),
    write: () => {
      insert.run(JSON.stringify(rows))
      rows = []
    },
  }
}

function statusOf(numbers: Seeded): Status {
  const drawn = numbers.next() * 100
  if (drawn < 80) return 'active'
  if (drawn < 90) return 'dismissed'
  return drawn < 98 ? 'invited' : 'pending'
}

function kindOf(numbers: Seeded, partnersDone: boolean): 'employee' | 'external' | 'partner' {
  const drawn = numbers.next() * 100
  if (drawn < 94) return 'employee'
  return drawn < 99 || partnersDone ? 'external' : 'partner'
}

/** Old departments are the large ones; three people in a hundred are in two or three departments. */
function placesOf(numbers: Seeded, departmentIds: readonly string[]): readonly string[] {
  const places = new Set<string>()
  const wanted = numbers.chance(3) ? numbers.between(2, 3) : 1
  while (places.size < Math.min(wanted, departmentIds.length)) {
    const place = departmentIds[Math.floor(numbers.next() ** 2 * departmentIds.length)]
    if (place !== undefined) places.add(place)
  }
  return [...places]
}

/** Handles that are never the same for two numbers: an odd factor permutes the thirty bits a handle holds. */
function handleOf(number: number): string {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, (Math.imul(number, 0x9e3779b1) << 2) >>> 0)
  return handleFrom(bytes)
}
