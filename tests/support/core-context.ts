import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Insertable } from 'kysely'
import { inject, onTestFinished } from 'vitest'
import { roleOf } from '../../electron/core/domain/access'
import { displayName, foldName } from '../../electron/core/domain/names'
import type { PersonStatus, Topic } from '../../electron/core/domain/vocabulary'
import { createChanges } from '../../electron/core/services/changes'
import { newId } from '../../electron/core/services/ids'
import type { Actor } from '../../electron/core/services/ports'
import type { ServiceContext } from '../../electron/core/services/service-context'
import { openStore } from '../../electron/core/store/open-store'
import type { PersonTable, PortalTable } from '../../electron/core/store/schema'
import { storeFile } from '../../electron/core/store/store-file'
import {
  type FakeClock,
  fakeClock,
  fakePresence,
  memoryFiles,
  memoryVault,
  seededRandomness,
  silentLog,
} from './core-fakes'

export * from './core-fakes'

export interface TestPortal extends ServiceContext {
  readonly clock: FakeClock
  readonly vault: ReturnType<typeof memoryVault>
  readonly log: ReturnType<typeof silentLog>
  readonly files: ReturnType<typeof memoryFiles>
  /** Every announcement so far, each with its topics. */
  readonly announced: (readonly Topic[])[]
  /** The data file and its folder, removed when the test ends. */
  readonly file: string
  readonly folder: string
  /** Who sits at the console; nobody at first. */
  readonly presence: ReturnType<typeof fakePresence>
  /** The root department, named as the portal. */
  readonly rootId: string
  /** Vera Stone, the first administrator (active). */
  readonly administrator: Actor
  addPerson(person?: NewTestPerson): Promise<Actor>
  addDepartment(name: string, parentId?: string): Promise<string>
  /** A live invitation of somebody who is `invited`; returns its id. */
  addInvitation(personId: string, departmentIds?: readonly string[]): Promise<string>
  /** Everything but the schema: for comparing before and after. */
  rowsOf(table: 'person' | 'invitation' | 'message' | 'audit' | 'draft' | 'task'): Promise<readonly object[]>
}

export interface NewTestPerson extends Partial<
  Pick<PersonTable, 'kind' | 'email' | 'phone' | 'position' | 'locale' | 'invited_by' | 'pending_reason' | 'joined_at'>
> {
  readonly firstName?: string
  readonly lastName?: string
  readonly status?: PersonStatus
  readonly administrator?: boolean
  /** Defaults to the root department for whoever accepted. */
  readonly departmentIds?: readonly string[]
}

/**
 * A portal in a fresh folder: real SQLite, a clock that stands still, the same randomness every run. It is closed and
 * removed when the test ends. Its portal secret is in the vault; it has no mail account, and the join site is off.
 */
export async function openTestPortal(
  settings: Partial<Insertable<PortalTable>> & { readonly seat_limit?: number | null } = {},
): Promise<TestPortal> {
  const { seat_limit = null, ...portal } = settings
  const folder = mkdtempSync(join(tmpdir(), 'usher-test-'))
  const file = storeFile(folder)
  const clock = fakeClock()
  const randomness = seededRandomness()
  const log = silentLog()
  const files = memoryFiles()
  const vault = memoryVault()
  vault.set('portal-secret', Buffer.alloc(32, 7).toString('base64url'))
  const changes = createChanges({ log, schedule: (deliver) => deliver() })
  const announced: (readonly Topic[])[] = []
  changes.listen((topics) => void announced.push(topics))
  copyFileSync(inject('emptyStore'), file)
  const store = await openStore({ file, backupFolder: join(folder, 'backups'), clock })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const source = { clock, randomness }
  const rootId = newId(source)

  await store.write(async (writer) => {
    const now = clock.now()
    await writer
      .insertInto('portal')
      .values({
        id: 1,
        name: 'Aurora',
        locale: 'en',
        country: 'DE',
        sample: 0,
        plan: 'professional',
        who_may_invite: 'everyone',
        require_confirmation: 1,
        expiry_days: null,
        address_separator: 'comma',
        idle_lock_minutes: 15,
        created_at: now,
        ...portal,
      })
      .execute()
    await writer.updateTable('plan_limit').set({ seat_limit }).execute()
    await writer
      .insertInto('department')
      .values({ id: rootId, parent_id: null, name: portal.name ?? 'Aurora', position: 0, created_at: now })
      .execute()
    await writer
      .insertInto('open_link')
      .values({
        id: 1,
        enabled: 0,
        require_confirmation: 1,
        greeting: '',
        valid_until: null,
        maximum_registrations: null,
        registrations: 0,
        generation: 1,
      })
      .execute()
    await writer
      .insertInto('join_site')
      .values({ id: 1, mode: 'off', port: 0, interface_address: null, public_address: null })
      .execute()
  })

  let people = 0
  async function addPerson(person: NewTestPerson = {}): Promise<Actor> {
    people += 1
    const id = newId(source)
    const status = person.status ?? 'active'
    const email =
      person.email === undefined && !person.phone ? `person-${people}@aurora.example` : (person.email ?? null)
    const phone = person.phone ?? null
    const address = email ?? phone ?? ''
    const firstName = person.firstName ?? `Person${people}`
    const lastName = person.lastName ?? ''
    const name = displayName(firstName, lastName, address)
    const kind = person.kind ?? 'employee'
    const administrator = person.administrator ?? false
    const now = clock.now()
    await store.write(async (writer) => {
      await writer
        .insertInto('person')
        .values({
          id,
          kind,
          status,
          administrator: administrator ? 1 : 0,
          first_name: firstName,
          last_name: lastName,
          name,
          sort_name: foldName(name),
          email,
          phone,
          address,
          position: person.position ?? '',
          locale: person.locale ?? 'en',
          pending_reason: status === 'pending' ? (person.pending_reason ?? 'approval') : null,
          invited_by: person.invited_by ?? null,
          invited_at: now,
          joined_at: person.joined_at === undefined ? (status === 'active' ? now : null) : person.joined_at,
          dismissed_at: status === 'dismissed' ? now : null,
          delivery_failed: 0,
          created_at: now,
        })
        .execute()
      const departmentIds = person.departmentIds ?? (status === 'invited' ? [] : [rootId])
      for (const departmentId of departmentIds) {
        await writer
          .insertInto('department_member')
          .values({ department_id: departmentId, person_id: id, head: 0 })
          .execute()
      }
    })
    return { personId: id, name, role: roleOf({ kind, administrator }) }
  }

  async function addDepartment(name: string, parentId = rootId): Promise<string> {
    const id = newId(source)
    await store.write(async (writer) => {
      const siblings = await writer
        .selectFrom('department')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('parent_id', '=', parentId)
        .executeTakeFirstOrThrow()
      await writer
        .insertInto('department')
        .values({ id, parent_id: parentId, name, position: siblings.count, created_at: clock.now() })
        .execute()
    })
    return id
  }

  async function addInvitation(personId: string, departmentIds: readonly string[] = [rootId]): Promise<string> {
    const id = newId(source)
    await store.write(async (writer) => {
      await writer
        .insertInto('invitation')
        .values({
          id,
          person_id: personId,
          channel: 'mail-service',
          state: 'live',
          generation: 1,
          handle: `H${id.slice(-5)}`.toUpperCase(),
          require_confirmation: 1,
          locale: 'en',
          created_by: null,
          created_at: clock.now(),
          sent_at: null,
          opened_at: null,
          expires_at: null,
          ended_at: null,
        })
        .execute()
      for (const departmentId of departmentIds) {
        await writer
          .insertInto('invitation_department')
          .values({ invitation_id: id, department_id: departmentId })
          .execute()
      }
    })
    return id
  }

  const administrator = await addPerson({ firstName: 'Vera', lastName: 'Stone', administrator: true })
  return {
    store,
    clock,
    randomness,
    vault,
    changes,
    log,
    files,
    presence: fakePresence(),
    announced,
    file,
    folder,
    rootId,
    administrator,
    addPerson,
    addDepartment,
    addInvitation,
    rowsOf: (table) => store.reader.selectFrom(table).selectAll().execute(),
  }
}
