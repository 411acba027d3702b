import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REFUSAL_CODES } from '../../../../electron/core/domain/refusal'
import {
  type Answer,
  type ContractPeer,
  openContract,
  servedProcedures,
  wellFormed,
} from '../../../support/contract-calls'

/** What an employee who may not invite is refused; for the rest they get what is theirs, or nothing (A1, A2). */
const CLOSED_TO_EMPLOYEES = [
  'settings.get',
  'settings.updatePortal',
  'settings.updateInvitations',
  'settings.updatePlan',
  'settings.updateSecurity',
  'mailAccount.get',
  'mailAccount.save',
  'mailAccount.remove',
  'mailAccount.test',
  'joinSite.get',
  'joinSite.configure',
  'structure.add',
  'structure.rename',
  'structure.move',
  'structure.remove',
  'structure.setHeads',
  'workgroups.add',
  'workgroups.update',
  'workgroups.remove',
  'workgroups.addMembers',
  'workgroups.removeMember',
  'people.addTo',
  'people.setAdministrator',
  'tasks.add',
  'tasks.setDone',
  'tasks.remove',
  'openLink.update',
  'openLink.renew',
  'activity.audit',
  'activity.verify',
] as const
const INVITING = [
  'invitations.read',
  'invitations.previewText',
  'invitations.inviteByMailService',
  'invitations.prepareDrafts',
  'invitations.countDrafts',
  'invitations.resend',
  'invitations.resendByMailApp',
  'openLink.get',
]

async function restrictInviting(peer: ContractPeer): Promise<void> {
  await peer.portal.settings.updateInvitations(peer.administrator, {
    whoMayInvite: 'administrators',
    requireConfirmation: true,
    expiryDays: null,
    addressSeparator: 'comma',
  })
}

function codeOf(answer: Answer): string | null {
  return 'refusal' in answer ? answer.refusal.code : null
}

/** The well-formed input of a procedure, about somebody who is there. */
function wellFormedFor(procedure: string, personId: string): unknown {
  const [group = '', name = ''] = procedure.split('.')
  const input: unknown = Reflect.get(Object(Reflect.get(wellFormed, group)), name)
  const json = JSON.stringify(input ?? null).replaceAll('0190a000-0000-7000-8000-000000000001', personId)
  return JSON.parse(json) as unknown
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

  it('A1, A2: refuses an employee what is not theirs, whatever the window shows', async () => {
    const peer = await openContract()
    await restrictInviting(peer)
    const employee = { personId: '0190a000-0000-7000-8000-0000000000ee', name: 'Emil', role: 'employee' } as const
    for (const procedure of [...CLOSED_TO_EMPLOYEES, ...INVITING]) {
      expect([procedure, codeOf(await peer.ask(employee, procedure))]).toEqual([procedure, 'NOT_ALLOWED'])
    }
    const before = await peer.portal.activity.audit(peer.administrator, { cursor: null, limit: 200 })
    for (const procedure of servedProcedures) await peer.ask(employee, procedure)
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

  it('B1: lets a partner do everything but make administrators', async () => {
    const peer = await openContract()
    const partner = { personId: '0190a000-0000-7000-8000-0000000000bb', name: 'Paula', role: 'partner' } as const
    for (const procedure of servedProcedures) {
      const refused = codeOf(await peer.ask(partner, procedure)) === 'NOT_ALLOWED'
      expect([procedure, refused]).toEqual([procedure, procedure === 'people.setAdministrator'])
    }
  })

  it('answers hostile input with a refusal or a lawful result, never with a fault', { timeout: 120_000 }, async () => {
    const peer = await openContract()
    const ids = [peer.administrator.personId, '0190a000-0000-7000-8000-000000000001', "' OR 1=1 --", '']
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        ...ids,
        null,
        undefined,
        Number.NaN,
        -1,
        1e308,
        '\u0000',
        '\ud800',
        '__proto__',
        '<b>',
        '%s{{link}}',
      ),
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const keys = fc.constantFrom(
      ...[
        'id',
        'ids',
        'personId',
        'personIds',
        'departmentIds',
        'parentId',
        'name',
        'text',
        'address',
        'people',
        'email',
        'locale',
      ],
      ...[
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
      ],
    )
    const strange = fc.oneof(
      values,
      fc.dictionary(keys, fc.oneof(values, fc.array(values, { maxLength: 3 })), { maxKeys: 6, noNullPrototype: true }),
    )
    // Nearly right gets past the schema; wholly wrong tries the schema itself.
    const calls = fc.constantFrom(...servedProcedures).chain((procedure) => {
      const nearly = fc
        .tuple(fc.nat(), fc.oneof(values, fc.array(values, { maxLength: 3 })))
        .map(([which, value]) => spoil(wellFormedFor(procedure, peer.administrator.personId), which, value))
      return fc.tuple(fc.constant(procedure), fc.oneof(nearly, strange))
    })
    let lawful = 0
    await fc.assert(
      fc.asyncProperty(calls, async ([procedure, input]) => {
        const answer = await peer.ask(peer.administrator, procedure, input)
        if ('done' in answer) lawful += 1
        else {
          expect(REFUSAL_CODES).toContain(answer.refusal.code)
          expect(answer.refusal.code).not.toBe('INTERNAL')
        }
      }),
      { numRuns: 3_000 },
    )
    expect(lawful).toBeGreaterThan(100)
    expect(peer.log.lines.filter((line) => line.level === 'error')).toEqual([])
    expect(await peer.portal.activity.verify(peer.administrator)).toMatchObject({ intact: true })
  })
})
