import { describe, expect, it, vi } from 'vitest'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import type { JoinForm } from '../../../../../electron/core/services/joining/joining-form'
import { DAY } from '../../../../support/core-context'
import { openPartnerPortal, registryPayload, signedRegistry, SUEDWIND } from '../../../../support/partner-registry'
import { GOOD_PASSWORD, openTheLink, tokenOf } from '../../reception/reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const PAULA = 'paula@nordlicht.example'
const form: JoinForm = {
  firstName: 'Paula',
  lastName: 'Weber',
  address: '',
  password: GOOD_PASSWORD,
  passwordAgain: GOOD_PASSWORD,
  locale: 'en',
}

/** Paula was invited; the portal asks for no confirmation unless `confirmation`. */
async function invited({ confirmation = 0 }: { readonly confirmation?: 0 | 1 } = {}) {
  const portal = await openPartnerPortal({ portal: { require_confirmation: confirmation, seat_limit: 1 } })
  const { context, partners, vera, invitation } = portal
  const { personId } = await partners.invite(vera, invitation(PAULA))
  const link = await context.store.reader
    .selectFrom('invitation')
    .select(['id', 'generation', 'handle'])
    .executeTakeFirstOrThrow()
  return { ...portal, personId, token: tokenOf(context, link), joining: createJoiningService(context) }
}

describe('a partner accepts', () => {
  it('B2, B6: is in at once where nothing is to be confirmed, and takes no seat of the plan', async () => {
    const { joining, token, personId, rowOf } = await invited()
    expect(await joining.accept(token, form)).toEqual({ status: 'active', reason: null, proof: null })
    expect(await rowOf(personId)).toMatchObject({ status: 'active', kind: 'partner', partner_company: 'nordlicht' })
  })

  it('B2: waits where the registry no longer lists them; confirming says why, and works once it does', async () => {
    const { joining, token, personId, rowOf, partners, people, vera, keys } = await invited()
    const gone = registryPayload({ serial: 2, companies: [SUEDWIND] })
    await partners.importRegistry(vera, { text: signedRegistry(keys, gone) })
    expect(await joining.accept(token, form)).toEqual({ status: 'pending', reason: 'approval', proof: null })
    const { refused } = await people.confirm(vera, { ids: [personId] })
    expect(refused).toMatchObject([{ refusal: { code: 'PARTNER_NOT_LISTED' } }])
    expect(await rowOf(personId)).toMatchObject({ status: 'pending' })
    await partners.importRegistry(vera, { text: signedRegistry(keys, registryPayload({ serial: 3 })) })
    expect((await people.confirm(vera, { ids: [personId] })).done).toHaveLength(1)
    expect(await rowOf(personId)).toMatchObject({ status: 'active' })
  })

  it('B2: waits where the list has expired meanwhile', async () => {
    const { context, joining, token } = await invited()
    context.clock.advance(90 * DAY)
    expect(await joining.accept(token, form)).toEqual({ status: 'pending', reason: 'approval', proof: null })
  })

  it('B3: of four who somehow are here, the fourth waits', async () => {
    const { addPartner, joining, token, people, vera, personId } = await invited()
    const [piet] = await Promise.all(['piet', 'petra', 'pavel'].map((name) => addPartner(`${name}@nordlicht.example`)))
    expect(await joining.accept(token, form)).toEqual({ status: 'pending', reason: 'approval', proof: null })
    expect((await people.confirm(vera, { ids: [personId] })).refused).toMatchObject([
      { refusal: { code: 'NO_PARTNER_SEAT' } },
    ])
    await people.dismiss(vera, { ids: [piet?.personId ?? ''] })
    expect((await people.confirm(vera, { ids: [personId] })).done).toHaveLength(1)
  })

  it('B3: the company the list names now is theirs', async () => {
    const { joining, token, personId, rowOf, partners, vera, keys } = await invited()
    const moved = { ...SUEDWIND, addresses: [PAULA] }
    const payload = registryPayload({ serial: 2, companies: [moved] })
    await partners.importRegistry(vera, { text: signedRegistry(keys, payload) })
    expect(await joining.accept(token, form)).toMatchObject({ status: 'active' })
    expect(await rowOf(personId)).toMatchObject({ partner_company: 'suedwind' })
  })

  it('B1: through the open link a partner always waits: nobody proved the address there', async () => {
    const { context, joining, personId, rowOf } = await invited()
    const token = await openTheLink(context, { require_confirmation: 0 })
    await joining.accept(token, { ...form, address: PAULA })
    expect(await rowOf(personId)).toMatchObject({ status: 'pending', kind: 'partner' })
  })

  it('B2: a partner is given another address only where the registry lists that one too', async () => {
    const { people, vera, personId, rowOf } = await invited()
    const change = (address: string) => people.changeAddress(vera, { id: personId, address, resend: false })
    await expect(change('eve@nordlicht.example')).rejects.toMatchObject({ code: 'PARTNER_NOT_LISTED' })
    await expect(change('+4930123456')).rejects.toMatchObject({ code: 'ADDRESS_MISSING' })
    await change('piet@nordlicht.example')
    expect(await rowOf(personId)).toMatchObject({ email: 'piet@nordlicht.example', kind: 'partner' })
  })
})
