import { describe, expect, it, vi } from 'vitest'
import { proofCode } from '../../../../electron/core/domain/address-proof'
import { shortCode } from '../../../../electron/core/domain/join-codes'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { createJoinLinks } from '../../../../electron/core/services/join-links'
import { createJoiningService } from '../../../../electron/core/services/joining/joining'
import { createKioskService } from '../../../../electron/core/services/kiosk'
import { setListedDomains } from '../../../../electron/core/store/address-proofs'
import { openMailPortal, saveAccount } from '../../../support/mail-story'
import { GOOD_PASSWORD, invite, openTestPortal, openTheLink, personOf } from '../reception/reception-kit'
import type { TestPortal } from '../../../support/core-context'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

/** The desk of a portal that has no join site and no network. */
function desk(portal: TestPortal) {
  const links = createJoinLinks(portal, { current: async () => null })
  return createKioskService(portal, links, createJoiningService(portal, 'desk'))
}

const FORM = {
  firstName: 'Anna',
  lastName: 'Weiss',
  address: '',
  password: GOOD_PASSWORD,
  passwordAgain: GOOD_PASSWORD,
  locale: 'en',
} as const

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof Refusal)) throw new Error('not refused', { cause: thrown })
  return thrown
}

async function auditOf(portal: TestPortal) {
  const rows = await portal.store.reader
    .selectFrom('audit')
    .select(['action', 'details', 'actor_name'])
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as unknown }))
}

describe('J3: the kiosk', () => {
  it('J3: registers by the short code without join site or network, and the log says that it was at the desk', async () => {
    const portal = await openTestPortal()
    const { token, personId } = await invite(portal, { email: 'anna@example.com' }, { require_confirmation: 0 })
    const kiosk = desk(portal)
    const code = shortCode(token).toLowerCase().replaceAll('-', ' ')
    expect(await kiosk.open(code)).toMatchObject({ kind: 'invitation', address: 'a•••@example.com' })
    expect(await kiosk.join(code, FORM)).toEqual({ status: 'active', reason: null, proof: null })
    expect(await personOf(portal, personId)).toMatchObject({ status: 'active', name: 'Anna Weiss' })
    expect(await auditOf(portal)).toMatchObject([
      { action: 'person.link-opened', details: { place: 'desk' } },
      { action: 'person.accepted', details: { status: 'active', place: 'desk' } },
    ])
    expect((await refusalOf(kiosk.join(code, FORM))).code).toBe('LINK_DEAD')
  })

  it('J3, L4: through the open link, waiting for an administrator', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal, { require_confirmation: 1, greeting: 'Hello' })
    const kiosk = desk(portal)
    expect(await kiosk.open(shortCode(token))).toMatchObject({ kind: 'open-link', greeting: 'Hello', address: null })
    const form = { ...FORM, address: 'anna@example.com' }
    expect(await kiosk.join(shortCode(token), form)).toMatchObject({ status: 'pending', reason: 'approval' })
  })

  it('J3, L5: where the address has to be proved, the mailed code lets the newcomer in at the desk too', async () => {
    const { context: portal } = await openMailPortal()
    await saveAccount(portal, 25)
    const token = await openTheLink(portal, { require_confirmation: 1 })
    await portal.store.write((writer) => setListedDomains(writer, ['aurora.example']))
    const kiosk = desk(portal)
    const { proof } = await kiosk.join(shortCode(token), { ...FORM, address: 'anna@aurora.example' })
    const row = await portal.store.reader.selectFrom('address_proof').selectAll().executeTakeFirstOrThrow()
    expect(proof).toBe(row.id)
    const code = proofCode(portal.vault.get('portal-secret') ?? '', row.id, row.generation)
    expect((await refusalOf(kiosk.prove(row.id, '12'))).fields).toEqual([{ field: 'code', code: 'INVALID' }])
    const wrong = code === '123456' ? '654321' : '123456'
    expect(await kiosk.prove(row.id, wrong)).toMatchObject({ kind: 'wrong', left: 4 })
    expect(await kiosk.prove(row.id, code)).toMatchObject({ kind: 'settled', status: 'active' })
    expect((await refusalOf(kiosk.prove('nobody', code))).code).toBe('LINK_DEAD')
  })

  it('J3: what is no code says so beside the field and costs no try; a wrong form neither', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const kiosk = desk(portal)
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await refusalOf(kiosk.open(''))).fields).toEqual([{ field: 'code', code: 'REQUIRED' }])
      expect((await refusalOf(kiosk.open('7K3M-Q2'))).fields).toEqual([{ field: 'code', code: 'CODE_INCOMPLETE' }])
      const wrong = await refusalOf(kiosk.join(shortCode(token), { ...FORM, passwordAgain: 'other' }))
      expect(wrong.fields).toEqual([{ field: 'passwordAgain', code: 'PASSWORDS_DIFFER' }])
    }
    expect(await kiosk.open(shortCode(token))).toMatchObject({ kind: 'invitation' })
  })

  it('J5: wrong codes at the desk make the next one wait, a right one included; the operator’s return forgives', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const kiosk = desk(portal)
    const guess = (number: number) => refusalOf(kiosk.open(`${String(number).padStart(6, '7')}0000000000`))
    for (let tries = 0; tries < 4; tries += 1) expect((await guess(tries)).code).toBe('LINK_DEAD')
    expect((await guess(9)).code).toBe('LINK_TRY_LATER')
    expect((await refusalOf(kiosk.open(shortCode(token)))).params).toEqual({ seconds: 5 })
    await kiosk.begin(portal.administrator, null)
    expect(await kiosk.open(shortCode(token))).toMatchObject({ kind: 'invitation' })
  })

  it('J3: the operator opens an invitation for the newcomer; one that is used or over is refused before', async () => {
    const portal = await openTestPortal()
    const { token, personId } = await invite(portal, { firstName: 'Anna' })
    const kiosk = desk(portal)
    expect(await kiosk.begin(portal.administrator, personId)).toBe(token)
    const late = await invite(portal, { email: 'late@example.com' }, { expires_at: portal.clock.now() - 1 })
    expect((await refusalOf(kiosk.begin(portal.administrator, late.personId))).code).toBe('LINK_DEAD')
    const active = await portal.addPerson({ email: 'in@example.com' })
    expect((await refusalOf(kiosk.begin(portal.administrator, active.personId))).code).toBe('STATE_NOT_ALLOWED')
    await kiosk.end(portal.administrator)
    expect((await auditOf(portal)).map(({ action, actor_name }) => [action, actor_name])).toEqual([
      ['kiosk.opened', portal.administrator.name],
      ['kiosk.closed', portal.administrator.name],
    ])
  })

  it('A1, A2: who may not invite opens no kiosk, and nobody opens the invitation of somebody they may not see', async () => {
    const portal = await openTestPortal()
    const { personId } = await invite(portal)
    const external = {
      ...(await portal.addPerson({ email: 'x@example.com', kind: 'external' })),
      role: 'external',
    } as const
    const employee = { ...(await portal.addPerson({ email: 'e@example.com' })), role: 'employee' } as const
    const kiosk = desk(portal)
    expect((await refusalOf(kiosk.begin({ ...external, name: 'X' }, null))).code).toBe('NOT_ALLOWED')
    expect((await refusalOf(kiosk.begin({ ...employee, name: 'E' }, personId))).code).toBe('NOT_FOUND')
    expect(await auditOf(portal)).toEqual([])
  })
})
