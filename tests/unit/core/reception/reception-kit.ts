import { deriveToken } from '../../../../electron/core/domain/join-codes'
import type { ReceptionParts } from '../../../../electron/core/reception/join-site-env'
import { createJoinSite } from '../../../../electron/core/reception/join-site'
import { createAccountsService } from '../../../../electron/core/services/accounts/accounts'
import { newId } from '../../../../electron/core/services/ids'
import { createJoiningService } from '../../../../electron/core/services/joining/joining'
import { hashPassword } from '../../../../electron/core/services/accounts/password-hashing'
import type { InvitationTable, OpenLinkTable } from '../../../../electron/core/store/schema'
import { readPortal, saveCredential } from '../../../../electron/core/store/accounts'
import { type NewTestPerson, openTestPortal, type TestPortal } from '../../../support/core-context'

export const GOOD_PASSWORD = 'velvet otter lamp 41'
export const ORIGIN = 'http://127.0.0.1:8123'

export interface InvitedPerson {
  readonly personId: string
  readonly invitationId: string
  readonly token: string
}

/** Invites somebody as the console would, without the mail. */
export async function invite(
  portal: TestPortal,
  person: NewTestPerson = {},
  invitation: Partial<InvitationTable> & { departmentIds?: readonly string[]; workgroupIds?: readonly string[] } = {},
): Promise<InvitedPerson> {
  const { departmentIds = [], workgroupIds = [], ...columns } = invitation
  const { personId } = await portal.addPerson({ ...person, status: 'invited' })
  const row: InvitationTable = {
    id: newId(portal),
    person_id: personId,
    channel: 'mail-service',
    state: 'live',
    generation: 1,
    handle: `HN${personId.slice(-4)}`.toUpperCase(),
    require_confirmation: 1,
    locale: 'en',
    created_by: portal.administrator.personId,
    created_at: portal.clock.now(),
    sent_at: null,
    opened_at: null,
    expires_at: null,
    ended_at: null,
    batch_id: null,
    reminders: 0,
    renewed_at: null,
    ...columns,
  }
  await portal.store.write(async (writer) => {
    await writer.insertInto('invitation').values(row).execute()
    for (const department_id of departmentIds) {
      await writer.insertInto('invitation_department').values({ invitation_id: row.id, department_id }).execute()
    }
    for (const workgroup_id of workgroupIds) {
      await writer.insertInto('invitation_workgroup').values({ invitation_id: row.id, workgroup_id }).execute()
    }
  })
  return { personId, invitationId: row.id, token: tokenOf(portal, row) }
}

export function tokenOf(
  portal: TestPortal,
  link: { readonly id: string; readonly generation: number; readonly handle: string },
): string {
  return deriveToken(portal.vault.get('portal-secret') ?? '', link.id, link.generation, link.handle)
}

/** Switches the open link on and gives its token. */
export async function openTheLink(
  portal: TestPortal,
  settings: Partial<OpenLinkTable> = {},
  departmentIds: readonly string[] = [],
): Promise<string> {
  const id = newId(portal)
  await portal.store.write(async (writer) => {
    await writer
      .updateTable('open_link')
      .set({ enabled: 1, ...settings })
      .execute()
    await writer
      .insertInto('open_link_variant')
      .values({ id, handle: '0PEN77', main: 1, created_by: null, created_at: portal.clock.now() })
      .execute()
    for (const department_id of departmentIds) {
      await writer.insertInto('open_link_variant_department').values({ variant_id: id, department_id }).execute()
    }
  })
  return tokenOf(portal, { id, generation: settings.generation ?? 1, handle: '0PEN77' })
}

/** Gives a person a password. */
export async function givePassword(portal: TestPortal, personId: string, password = GOOD_PASSWORD): Promise<void> {
  const hashed = await hashPassword(password, portal.randomness)
  await portal.store.write((writer) => saveCredential(writer, personId, hashed, portal.clock.now()))
}

export function receptionParts(portal: TestPortal): ReceptionParts {
  return {
    accounts: createAccountsService(portal),
    joining: createJoiningService(portal),
    portal: () => readPortal(portal.store.reader),
    clock: portal.clock,
    randomness: portal.randomness,
    log: portal.log,
  }
}

/** The join site over a test portal, asked as a browser on 127.0.0.1 would. */
export function visit(portal: TestPortal, options: { readonly publicAddress?: string; readonly peer?: string } = {}) {
  const origins = options.publicAddress ? [options.publicAddress, ORIGIN] : [ORIGIN]
  const site = createJoinSite(receptionParts(portal), { origins, behindProxy: options.publicAddress !== undefined })
  const connection = { incoming: { socket: { remoteAddress: options.peer ?? '192.168.1.20' } } }
  const base = { host: '127.0.0.1:8123' }

  async function send(path: string, init: RequestInit, from = connection): Promise<Response> {
    return site.request(path, { ...init, headers: { ...base, ...Object.fromEntries(new Headers(init.headers)) } }, from)
  }
  return {
    send,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    fromAddress: (remoteAddress: string) => ({
      post: (path: string, fields: Record<string, string>) =>
        send(
          path,
          {
            method: 'POST',
            headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams(fields).toString(),
          },
          { incoming: { socket: { remoteAddress } } },
        ),
      get: (path: string) => send(path, {}, { incoming: { socket: { remoteAddress } } }),
    }),
  }
}

export function joinFields(fields: Record<string, string> = {}): Record<string, string> {
  return { firstName: 'Anna', lastName: 'Weiss', password: GOOD_PASSWORD, passwordAgain: GOOD_PASSWORD, ...fields }
}

export { openTestPortal }

/** One column value of one person. */
export async function personOf(portal: TestPortal, personId: string) {
  return portal.store.reader.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst()
}

export async function auditActions(portal: TestPortal): Promise<readonly string[]> {
  const rows = await portal.store.reader.selectFrom('audit').select('action').orderBy('id').execute()
  return rows.map((row) => row.action)
}
