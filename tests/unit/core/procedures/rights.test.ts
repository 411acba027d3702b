import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REFUSAL_CODES } from '../../../../electron/core/domain/refusal'
import { type Role, ROLES } from '../../../../electron/core/domain/vocabulary'
import { openStage } from '../../../support/access-table'
import {
  type Answer,
  type ContractPeer,
  NOBODY,
  openContract,
  servedProcedures,
  wellFormed,
} from '../../../support/contract-calls'
import type { Subject } from '../../../support/contract-cast'
import { inputAbout } from '../../../support/contract-inputs'
import { digestOf } from '../../../support/store-digest'

/** What an employee who may not invite, and an external person anyway, is refused in each group (A1, A2, X6). */
const CLOSED = {
  settings: [
    'get',
    'updatePortal',
    'updateInvitations',
    'updatePlan',
    'updateSecurity',
    'updateTemporaryPasswords',
    'updateGuests',
    'updateBackups',
  ],
  access: ['get', 'update', 'delegate', 'removeDelegation'],
  seats: ['forecast', 'reserve'],
  backups: Object.keys(wellFormed.backups),
  mailAccount: [
    'get',
    'save',
    'remove',
    'test',
    'beginSignIn',
    'openSignInPage',
    'signInState',
    'cancelSignIn',
    'signOut',
  ],
  joinSite: ['get', 'configure'],
  structure: ['add', 'rename', 'move', 'remove', 'setHeads', 'merge', 'lastStep', 'undo'],
  workgroups: ['add', 'remove'],
  people: ['export', 'addTo', 'setAdministrator'],
  checklists: ['list', 'save', 'remove', 'apply'],
  partners: ['get', 'check', 'invite', 'giveAccess', 'takeAccess', 'setSource', 'importRegistry', 'fetchRegistry'],
  imports: Object.keys(wellFormed.imports),
  // Whose batch it is comes before whether they may invite.
  bulk: Object.keys(wellFormed.bulk).filter((name) => name !== 'undo'),
  openLink: ['get', 'update', 'renew', 'readDomains', 'variant', 'shareText', 'share'],
  activity: ['audit', 'verify', 'export'],
  templates: ['list', 'save', 'remove', 'preview'],
  extranet: ['invite'],
  sms: Object.keys(wellFormed.sms).filter((name) => !/^(?:drafts|draft|openDraft)$/u.test(name)),
  invitations: [
    'read',
    'previewText',
    'inviteByMailService',
    'prepareDrafts',
    'countDrafts',
    'resend',
    'resendByMailApp',
    'renew',
  ],
  messages: ['pause', 'resume'],
  sheets: Object.keys(wellFormed.sheets),
  desk: ['slipPeople', 'printSlips', 'printApproval', 'approvals', 'approval', 'decide'],
} as const
const CLOSED_PROCEDURES: readonly string[] = Object.entries(CLOSED).flatMap(([group, names]) =>
  names.map((name) => `${group}.${name}`),
)
/** B1, B2. */
const CLOSED_TO_PARTNERS: readonly string[] = [
  'people.setAdministrator',
  'partners.setSource',
  'settings.updateBackups',
  ...Object.keys(wellFormed.backups).map((name) => `backups.${name}`),
]

async function restrictInviting(peer: ContractPeer): Promise<void> {
  await peer.portal.access.update(peer.administrator, {
    whoMayInvite: 'administrators',
    structureSeenBy: 'everyone',
    structureEditedBy: 'administrators',
  })
}

function codeOf(answer: Answer): string | null {
  return 'refusal' in answer ? answer.refusal.code : null
}

/** Puts a value in place of one field, or in place of the whole. */
function spoil(input: unknown, which: number, value: unknown): unknown {
  if (typeof input !== 'object' || input === null) return value
  const fields = Object.keys(input)
  const field = fields[which % (fields.length + 1)]
  return field === undefined ? input : { ...input, [field]: value }
}

describe('every procedure of the contract', () => {
  it('A2: answers nobody who is not signed in', async () => {
    const peer = await openContract()
    for (const procedure of servedProcedures) {
      expect([procedure, codeOf(await peer.ask(null, procedure))]).toEqual([procedure, 'NOT_SIGNED_IN'])
    }
  })

  it('A1, A2, X6: refuses employees and external people what is not theirs, whatever the window shows', async () => {
    const peer = await openContract()
    await restrictInviting(peer)
    const employee = { personId: '0190a000-0000-7000-8000-0000000000ee', name: 'Emil', role: 'employee' } as const
    const external = { personId: '0190a000-0000-7000-8000-0000000000ed', name: 'Xenia', role: 'external' } as const
    for (const procedure of CLOSED_PROCEDURES) {
      expect([procedure, codeOf(await peer.ask(employee, procedure))]).toEqual([procedure, 'NOT_ALLOWED'])
      expect([procedure, codeOf(await peer.ask(external, procedure))]).toEqual([procedure, 'NOT_ALLOWED'])
    }
    for (const procedure of ['structure.tree', 'structure.heads', 'structure.get', 'structure.limits']) {
      expect([procedure, codeOf(await peer.ask(external, procedure))]).toEqual([procedure, 'NOT_ALLOWED'])
    }
    const before = await peer.portal.activity.audit(peer.administrator, { cursor: null, limit: 200 })
    for (const procedure of servedProcedures) {
      await peer.ask(employee, procedure)
      await peer.ask(external, procedure)
    }
    expect(await peer.portal.activity.audit(peer.administrator, { cursor: null, limit: 200 })).toEqual(before)
  })

  it('A2: shows an employee nobody but themselves and whom they invited', async () => {
    const peer = await openContract()
    const employee = { personId: '0190a000-0000-7000-8000-0000000000ee', name: 'Emil', role: 'employee' } as const
    for (const procedure of [
      'people.list',
      'people.counts',
      'search.find',
      'activity.feed',
      'messages.list',
      'overview.get',
    ]) {
      const answer = await peer.ask(employee, procedure)
      expect(JSON.stringify(answer)).not.toContain('vera@aurora.example')
    }
    expect(codeOf(await peer.ask(employee, 'people.get', { id: peer.administrator.personId }))).toBe('NOT_FOUND')
  })

  it('B1, B2: lets a partner do everything but make administrators and say who certifies partners', async () => {
    const peer = await openContract()
    const partner = { personId: '0190a000-0000-7000-8000-0000000000bb', name: 'Paula', role: 'partner' } as const
    for (const procedure of servedProcedures) {
      const refused = codeOf(await peer.ask(partner, procedure)) === 'NOT_ALLOWED'
      expect([procedure, refused]).toEqual([procedure, CLOSED_TO_PARTNERS.includes(procedure)])
    }
  })

  for (const role of ROLES) {
    it(
      `A2, H1: answers hostile input by role ${role} with a refusal or a lawful result, and changes nothing else`,
      {
        timeout: 180_000,
      },
      async () => {
        const { changed, errors, intact, lawful } = await askHostile(role)
        expect(errors).toEqual([])
        expect(intact).toBe(true)
        expect(changed).toEqual([])
        expect(lawful).toBeGreaterThan(100)
      },
    )
  }
})

/** Calls asked as each role. */
const CALLS = 3_000
/** No call takes longer on any machine (ms). */
const PATIENCE = 20_000

interface Aftermath {
  /** Calls that were answered. */
  readonly lawful: number
  /** What was logged as an error. */
  readonly errors: readonly unknown[]
  /** Whether the audit chain holds (H1). */
  readonly intact: boolean
  /** Tables of which something changed that is not the role's to change. */
  readonly changed: readonly string[]
}

async function askHostile(role: Role): Promise<Aftermath> {
  const stage = await openStage()
  const { actors, cast, colleague, peer } = stage
  const actor = actors[role]
  const subjects: Subject[] = []
  for (const by of [actor, colleague]) {
    for (const status of ['invited', 'pending', 'active'] as const) {
      subjects.push(await cast.addSubject({ mark: `${by.name} ${status}`, by, status }))
    }
  }
  const before = await digestOf(peer.reader, actor)
  let lawful = 0
  await fc.assert(
    fc.asyncProperty(hostileCalls(subjects, actor.personId), async ([procedure, input]) => {
      const answer = await Promise.race([peer.ask(actor, procedure, input), setTimeout(PATIENCE, null, { ref: false })])
      if (answer === null) throw new Error(`${procedure} hangs`)
      if ('done' in answer) lawful += 1
      else {
        expect(REFUSAL_CODES).toContain(answer.refusal.code)
        expect(answer.refusal.code).not.toBe('INTERNAL')
      }
    }),
    { numRuns: CALLS },
  )
  const after = await digestOf(peer.reader, actor)
  return {
    lawful,
    errors: peer.log.lines.filter((line) => line.level === 'error'),
    intact: (await peer.portal.activity.verify(peer.administrator)).intact,
    changed: Object.keys(after).filter((table) => after[table] !== before[table]),
  }
}

function idsOf({ mark, ...ids }: Subject): readonly string[] {
  return [mark, ...Object.values(ids).map(String)]
}

/** A procedure with an input: nearly right gets past the schema, wholly wrong tries the schema itself. */
function hostileCalls(subjects: readonly Subject[], actorId: string) {
  const ids = [...new Set([...subjects.flatMap(idsOf), actorId, NOBODY])]
  const values = fc.oneof(
    fc.constantFrom<unknown>(...ids, ...STRANGE),
    fc.string({ maxLength: 60, unit: 'binary' }),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const several = fc.oneof(values, fc.array(values, { maxLength: 3 }))
  const strange = fc.oneof(
    values,
    fc.dictionary(fc.constantFrom(...KEYS), several, { maxKeys: 6, noNullPrototype: true }),
  )
  return fc.constantFrom(...servedProcedures).chain((procedure) => {
    const right = fc.constantFrom(...subjects).map((subject) => inputAbout(procedure, subject))
    const nearly = fc.tuple(right, fc.nat(), several).map(([input, which, value]) => spoil(input, which, value))
    return fc.tuple(fc.constant(procedure), fc.oneof(right, nearly, strange))
  })
}

const STRANGE = [
  null,
  undefined,
  true,
  Number.NaN,
  -1,
  1e308,
  '',
  '\u0000',
  '\ud800',
  '__proto__',
  '<b>',
  '%s{{link}}',
  "' OR 1=1 --",
  '=cmd()',
  'everyone',
  'own',
  'any',
]
const KEYS = [
  'id',
  'ids',
  'personId',
  'personIds',
  'departmentId',
  'departmentIds',
  'workgroupIds',
  'fromWorkgroupId',
  'parentId',
  'intoId',
  'ofId',
  'ownerId',
  'heirId',
  'holder',
  'name',
  'text',
  'address',
  'people',
  'email',
  'locale',
  'mode',
  'port',
  'host',
  'security',
  'cursor',
  'limit',
  'filter',
  'sort',
  'search',
  'position',
  'greeting',
  'to',
  'title',
  'endsOn',
  'seats',
  'rows',
  'data',
  'items',
]
