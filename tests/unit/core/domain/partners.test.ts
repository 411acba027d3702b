import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicKeyInfo, readPublicKey } from '../../../../electron/core/domain/partner-key'
import { readEnvelope, readRegistryList } from '../../../../electron/core/domain/partner-registry'
import { judgePartner, mayHaveAccess, type PartnerFacts } from '../../../../electron/core/domain/partners'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { PARTNER_STATUSES } from '../../../../electron/core/domain/vocabulary'
import { NORDLICHT, registryKeys, registryPayload, signedRegistry } from '../../../support/partner-registry'
import { refusalOf } from '../../../support/refusals'

const gold = { id: 'n', name: 'Nordlicht', status: 'gold' } as const
const holder = (id: string, company: string | null) => ({
  id,
  company: company === null ? null : { id: company, name: company },
})
const facts = (change: Partial<PartnerFacts> = {}): PartnerFacts => ({
  registry: { expiresAt: 10 },
  now: 9,
  listed: gold,
  holders: [],
  ...change,
})
const codeOf = async (change: Partial<PartnerFacts>) => (await refusalOf(() => judgePartner(facts(change)))).code

describe('who may be a partner', () => {
  it('B2: Gold and above, and nothing below', () => {
    expect(PARTNER_STATUSES.filter(mayHaveAccess)).toEqual(['gold', 'platinum', 'diamond'])
  })

  it('B2, B3: what no dismissal can mend is told first', async () => {
    const full = [holder('a', 'x'), holder('b', 'x'), holder('c', 'x')]
    const low = { ...gold, status: 'silver' } as const
    expect(await codeOf({ registry: null, listed: null, holders: full })).toBe('REGISTRY_MISSING')
    expect(await codeOf({ now: 10, listed: null, holders: full })).toBe('REGISTRY_EXPIRED')
    expect(await codeOf({ listed: null, holders: full })).toBe('PARTNER_NOT_LISTED')
    expect(await codeOf({ listed: low, holders: full })).toBe('PARTNER_STATUS_TOO_LOW')
    expect(await codeOf({ holders: full })).toBe('PARTNER_OTHER_COMPANY')
    expect(await codeOf({ holders: [holder('a', 'n'), holder('b', 'n'), holder('c', 'n')] })).toBe(
      'PARTNER_SEATS_TAKEN',
    )
  })

  it('B3: a partner of whom nobody wrote down the company takes a seat and speaks for none', async () => {
    const two = [holder('a', null), holder('b', 'n')]
    expect(judgePartner(facts({ holders: two }))).toEqual(gold)
    expect(await codeOf({ holders: [...two, holder('c', null)] })).toBe('PARTNER_SEATS_TAKEN')
  })
})

describe('the key of the registry', () => {
  it('B2: is read as base64url, base64, SubjectPublicKeyInfo or PEM, whatever stands around it', () => {
    const { publicKey, pem } = registryKeys()
    const raw = Buffer.from(publicKey, 'base64url')
    const info = Buffer.from(publicKeyInfo(publicKey))
    const forms = [
      publicKey,
      `  ${raw.toString('base64')}\n`,
      info.toString('base64'),
      pem,
      pem.replaceAll('\n', '\r\n'),
    ]
    for (const form of forms) expect(readPublicKey(form)).toBe(publicKey)
  })

  it.each([
    '',
    'no key',
    'A'.repeat(42),
    Buffer.alloc(31).toString('base64url'),
    Buffer.alloc(33).toString('base64url'),
    Buffer.alloc(44).toString('base64'),
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n-----END PRIVATE KEY-----',
  ])('B2: %j is no key', (text) => {
    expect(readPublicKey(text)).toBeNull()
  })
})

describe('the registry’s file', () => {
  const listOf = (payload: string) => {
    const steps = readRegistryList(Buffer.from(payload))
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }
  const broken = async (change: Readonly<Record<string, unknown>>) =>
    (await refusalOf(() => listOf(registryPayload(change)))).code

  it('B2: a list is read whole, its addresses in comparable form', () => {
    const list = listOf(registryPayload({ companies: [{ ...NORDLICHT, addresses: [' Paula@NORDLICHT.example'] }] }))
    expect(list).toMatchObject({
      serial: 1,
      companies: [{ id: 'nordlicht', name: 'Nordlicht Consulting', status: 'gold' }],
      addresses: [{ address: 'paula@nordlicht.example', companyId: 'nordlicht' }],
    })
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['an address of two companies', { companies: [NORDLICHT, { ...NORDLICHT, id: 'other' }] }],
    ['an address twice', { companies: [{ ...NORDLICHT, addresses: ['a@b.example', 'A@b.example'] }] }],
    ['a company twice', { companies: [NORDLICHT, { ...NORDLICHT, addresses: [] }] }],
    ['a status nobody knows', { companies: [{ ...NORDLICHT, status: 'golden' }] }],
    ['an address that is none', { companies: [{ ...NORDLICHT, addresses: ['paula'] }] }],
    ['an address that is no text', { companies: [{ ...NORDLICHT, addresses: [7] }] }],
    ['a company without a name', { companies: [{ ...NORDLICHT, name: ' ' }] }],
    ['a name that turns the text around', { companies: [{ ...NORDLICHT, name: 'A\u202eB' }] }],
    ['a field too many', { companies: [{ ...NORDLICHT, trusted: true }] }],
    ['a field of the list too many', { note: 'hello' }],
    ['companies that are no list', { companies: {} }],
    ['no number', { serial: '1' }],
    ['number 0', { serial: 0 }],
    ['a number with a fraction', { serial: 1.5 }],
    ['a date without a time', { issuedAt: '2026-03-02' }],
    ['a date that is none', { expiresAt: '2026-13-02T00:00:00Z' }],
    ['an end before its start', { expiresAt: '2020-01-01T00:00:00Z' }],
  ])('B2: %s refuses the whole list', async (_, change) => {
    expect(await broken(change)).toBe('REGISTRY_UNREADABLE')
  })

  it('B2: what is no envelope is refused, and hostile texts end in a refusal and nothing else', async () => {
    const whole = signedRegistry(registryKeys())
    expect(readEnvelope(`\uFEFF${whole}`).signature).toHaveLength(64)
    const { format, payload, signature } = JSON.parse(whole) as Record<string, string>
    for (const wrong of [
      '',
      'null',
      '[]',
      '{}',
      whole.slice(0, -1),
      JSON.stringify({ format: `${format ?? ''}0`, payload, signature }),
      JSON.stringify({ format, payload: `${payload ?? ''}\n`, signature }),
      JSON.stringify({ format, payload, signature: signature?.slice(4) }),
      JSON.stringify({ format, payload, signature, extra: 1 }),
    ]) {
      expect((await refusalOf(() => readEnvelope(wrong))).code).toBe('REGISTRY_UNREADABLE')
    }
    expect((await refusalOf(() => listOf('\u00ff'))).code).toBe('REGISTRY_UNREADABLE')
    const lawful = (work: () => unknown): boolean => {
      try {
        work()
        return true
      } catch (error) {
        return error instanceof Refusal && error.code === 'REGISTRY_UNREADABLE'
      }
    }
    fc.assert(fc.property(fc.json(), (text) => lawful(() => readEnvelope(text)) && lawful(() => listOf(text))))
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('serial', 'issuedAt', 'expiresAt', 'companies'), (value, field) =>
        lawful(() => listOf(registryPayload({ [field]: value }))),
      ),
    )
  })
})
