import { describe, expect, it, vi } from 'vitest'
import { createHttpsRegistryGateway } from '../../../../../electron/core/gateways/partners/https-registry-gateway'
import { Refusal } from '../../../../../electron/core/domain/refusal'
import { DAY, START } from '../../../../support/core-context'
import {
  NORDLICHT,
  openPartnerPortal,
  registryKeys,
  registryPayload,
  signedRegistry,
  SUEDWIND,
} from '../../../../support/partner-registry'
import { expectRefusal } from '../../../../support/refusals'

/** Many portals are opened, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const PAULA = 'paula@nordlicht.example'
const SARA = 'sara@suedwind.example'

/** Everything that is believed of the registry. */
async function believed({ context }: Awaited<ReturnType<typeof openPartnerPortal>>) {
  const { reader } = context.store
  return {
    registry: await reader.selectFrom('partner_registry').selectAll().execute(),
    companies: await reader.selectFrom('partner_company').selectAll().execute(),
    addresses: await reader.selectFrom('partner_address').selectAll().execute(),
  }
}

describe('taking a list over', () => {
  it('B2: a signed list is taken over with its companies and addresses, and the log says so', async () => {
    const portal = await openPartnerPortal({ registry: false })
    const { context, partners, vera, keys } = portal
    await partners.setSource(vera, { address: '', publicKey: keys.pem })
    const state = await partners.importRegistry(vera, { text: signedRegistry(keys) })
    expect(state).toEqual({
      serial: 1,
      issuedAt: START,
      expiresAt: START + 90 * DAY,
      expired: false,
      receivedAt: START,
      origin: 'file',
      companies: 3,
      addresses: 6,
    })
    expect((await partners.get(vera)).registry).toEqual(state)
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'partners.registry-received',
      details: JSON.stringify({ serial: 1, companies: 3, addresses: 6, origin: 'file' }),
    })
  })

  it('B2: a newer list replaces the one in force; whoever is gone from it is not accepted any more', async () => {
    const portal = await openPartnerPortal()
    const { partners, vera, keys } = portal
    await partners.importRegistry(vera, {
      text: signedRegistry(keys, registryPayload({ serial: 2, companies: [SUEDWIND] })),
    })
    expect((await partners.check(vera, { email: PAULA })).refusal?.code).toBe('PARTNER_NOT_LISTED')
    expect((await partners.check(vera, { email: SARA })).refusal).toBeNull()
    expect((await believed(portal)).companies).toHaveLength(1)
  })

  it('B2: the same list again is fine', async () => {
    const portal = await openPartnerPortal()
    const { context, partners, vera, keys } = portal
    const before = await believed(portal)
    context.clock.advance(DAY)
    const again = await partners.importRegistry(vera, { text: signedRegistry(keys) })
    expect(again).toMatchObject({ serial: 1, receivedAt: START + DAY })
    expect((await believed(portal)).addresses).toEqual(before.addresses)
  })

  const other = registryKeys()
  it.each<[string, (keys: typeof other) => string, string, object | undefined]>([
    ['a wrong signature', () => signedRegistry(other), 'REGISTRY_SIGNATURE_WRONG', undefined],
    [
      'a list changed after it was signed',
      (keys) => {
        const envelope: Record<string, unknown> = JSON.parse(signedRegistry(keys, registryPayload({ serial: 9 })))
        const changed = registryPayload({ serial: 9, companies: [{ ...NORDLICHT, status: 'diamond' }] })
        return JSON.stringify({ ...envelope, payload: Buffer.from(changed).toString('base64') })
      },
      'REGISTRY_SIGNATURE_WRONG',
      undefined,
    ],
    ['no list at all', () => 'Name,Company', 'REGISTRY_UNREADABLE', undefined],
    [
      'an address of two companies',
      (keys) =>
        signedRegistry(keys, registryPayload({ serial: 9, companies: [NORDLICHT, { ...NORDLICHT, id: 'second' }] })),
      'REGISTRY_UNREADABLE',
      undefined,
    ],
    [
      'an expired list',
      (keys) => signedRegistry(keys, registryPayload({ serial: 9, expiresAt: new Date(START + DAY).toISOString() })),
      'REGISTRY_EXPIRED',
      { date: '2026-03-03' },
    ],
    [
      'a list of the days to come',
      (keys) => signedRegistry(keys, registryPayload({ serial: 9, issuedAt: new Date(START + 5 * DAY).toISOString() })),
      'REGISTRY_NOT_YET_VALID',
      { date: '2026-03-07' },
    ],
    [
      'an older list',
      (keys) => signedRegistry(keys, registryPayload({ serial: 4 })),
      'REGISTRY_OLDER',
      { serial: 4, present: 5 },
    ],
    [
      'another list of the same number',
      (keys) => signedRegistry(keys, registryPayload({ serial: 5, companies: [SUEDWIND] })),
      'REGISTRY_OLDER',
      { serial: 5, present: 5 },
    ],
  ])(
    'B2: %s is refused with the reason; the one in force stays, and the log says so',
    async (_, make, code, params) => {
      const portal = await openPartnerPortal()
      const { context, partners, vera, keys } = portal
      await partners.importRegistry(vera, { text: signedRegistry(keys, registryPayload({ serial: 5 })) })
      context.clock.advance(DAY + 1)
      const before = await believed(portal)
      const refused = partners.importRegistry(vera, { text: make(keys) })
      await expect(refused).rejects.toMatchObject({ code, ...(params ? { params } : {}) })
      expect(await believed(portal)).toEqual(before)
      expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
        action: 'partners.registry-refused',
        details: JSON.stringify({ reason: code, origin: 'file' }),
      })
    },
  )

  it('B2: without a key no list is looked at', async () => {
    const { partners, vera, keys } = await openPartnerPortal({ registry: false })
    await expectRefusal(partners.importRegistry(vera, { text: signedRegistry(keys) }), 'REGISTRY_KEY_MISSING')
    await expectRefusal(partners.fetchRegistry(vera), 'REGISTRY_KEY_MISSING')
  })

  it(
    'B2: a list of 100,000 addresses is taken over without holding anything up for long',
    { timeout: 120_000 },
    async () => {
      const { partners, vera, keys } = await openPartnerPortal()
      const companies = Array.from({ length: 1_000 }, (_, company) => ({
        id: `company-${company}`,
        name: `Company ${company}`,
        status: 'gold',
        addresses: Array.from({ length: 100 }, (__, person) => `person-${person}@company-${company}.example`),
      }))
      const text = signedRegistry(keys, registryPayload({ serial: 2, companies }))
      let turns = 0
      let going = true
      const count = (): void => {
        turns += 1
        if (going) setImmediate(count)
      }
      setImmediate(count)
      const state = await partners.importRegistry(vera, { text })
      going = false
      expect(state).toMatchObject({ serial: 2, companies: 1_000, addresses: 100_000 })
      // One turn for each few hundred rows written, and more for reading them.
      expect(turns).toBeGreaterThan(500)
      expect((await partners.check(vera, { email: 'person-99@company-999.example' })).refusal).toBeNull()
    },
  )
})

describe('whose list it is', () => {
  it('B2: another key forgets the list, but not what the companies of partners who are here are called', async () => {
    const portal = await openPartnerPortal()
    const { context, partners, vera, people, addPartner } = portal
    const paula = await addPartner(PAULA)
    const { publicKey } = registryKeys()
    await partners.setSource(vera, { address: null, publicKey })
    expect(await believed(portal)).toEqual({
      registry: [],
      companies: [expect.objectContaining({ id: 'nordlicht' })],
      addresses: [],
    })
    expect((await partners.check(vera, { email: SARA })).refusal?.code).toBe('REGISTRY_MISSING')
    expect(await people.get(vera, { id: paula.personId })).toMatchObject({ partnerCompany: 'Nordlicht Consulting' })
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({ action: 'partners.source-set' })
  })

  it('B2: the same key with another address keeps the list', async () => {
    const portal = await openPartnerPortal()
    const before = await believed(portal)
    const { partners, vera, keys } = portal
    await partners.setSource(vera, { address: 'https://partners.example/list', publicKey: keys.pem })
    expect(await believed(portal)).toEqual(before)
    expect((await partners.get(vera)).source).toEqual({
      address: 'https://partners.example/list',
      publicKey: keys.publicKey,
      fingerprint: expect.stringMatching(/^(?:[0-9A-F]{4} ){15}[0-9A-F]{4}$/u),
    })
  })

  it.each([
    'http://partners.example/list',
    'partners.example',
    'file:///etc/list',
    'https://me:secret@partners.example/',
  ])('B2: %s is no address to fetch from', async (address) => {
    const { partners, vera, keys } = await openPartnerPortal()
    await expect(partners.setSource(vera, { address, publicKey: keys.publicKey })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'address', code: 'URL_INVALID' }],
    })
  })

  it('B2: a key that is none is refused beside its field', async () => {
    const { partners, vera } = await openPartnerPortal()
    await expect(partners.setSource(vera, { address: null, publicKey: 'nothing' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'publicKey', code: 'KEY_INVALID' }],
    })
  })
})

describe('fetching a list', () => {
  it('B2: it comes from the address that is set, is checked like a file, and refused with the reason', async () => {
    const keys = registryKeys()
    const asked: string[] = []
    let answer: string | Refusal = signedRegistry(keys, registryPayload({ serial: 7 }))
    const portal = await openPartnerPortal({
      registry: false,
      gateway: {
        async fetchText(address) {
          asked.push(address)
          if (answer instanceof Refusal) throw answer
          return answer
        },
      },
    })
    const { context, partners, vera } = portal
    const address = 'https://partners.example/registry.json'
    await partners.setSource(vera, { address, publicKey: keys.publicKey })
    expect(await partners.fetchRegistry(vera)).toMatchObject({ serial: 7, origin: 'https' })
    expect(asked).toEqual([address])
    answer = new Refusal('REGISTRY_UNREACHABLE', { reason: 'HTTP 404' })
    await expectRefusal(partners.fetchRegistry(vera), 'REGISTRY_UNREACHABLE', { reason: 'HTTP 404' })
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'partners.registry-refused',
      details: JSON.stringify({ reason: 'REGISTRY_UNREACHABLE', origin: 'https' }),
    })
    expect((await partners.get(vera)).registry).toMatchObject({ serial: 7 })
  })

  it('B2: the gateway knows nothing but the file: a portal without an address asks nobody', async () => {
    const { partners, vera } = await openPartnerPortal({ gateway: createHttpsRegistryGateway() })
    await expect(partners.fetchRegistry(vera)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'address', code: 'REQUIRED' }],
    })
  })
})
