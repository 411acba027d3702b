import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createHttpsRegistryGateway } from '../../electron/core/gateways/partners/https-registry-gateway'
import type { RegistryGateway } from '../../electron/core/gateways/partners/registry-gateway'
import { createJoinLinks } from '../../electron/core/services/join-links'
import { createPartnersService } from '../../electron/core/services/partners/partners'
import { createPeopleService } from '../../electron/core/services/people/people'
import type { Actor } from '../../electron/core/services/ports'
import { DAY, openTestPortal, type NewTestPerson, START } from './core-context'

export interface RegistryKeys {
  readonly privateKey: KeyObject
  /** Base64url of the 32 bytes. */
  readonly publicKey: string
  readonly pem: string
}

export function registryKeys(): RegistryKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64url'),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

export interface ListedCompany {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly addresses: readonly string[]
}

export const NORDLICHT: ListedCompany = {
  id: 'nordlicht',
  name: 'Nordlicht Consulting',
  status: 'gold',
  addresses: [
    'paula@nordlicht.example',
    'piet@nordlicht.example',
    'petra@nordlicht.example',
    'pavel@nordlicht.example',
  ],
}
export const SUEDWIND: ListedCompany = {
  id: 'suedwind',
  name: 'Suedwind Partners',
  status: 'diamond',
  addresses: ['sara@suedwind.example'],
}
export const OSTWIND: ListedCompany = {
  id: 'ostwind',
  name: 'Ostwind',
  status: 'silver',
  addresses: ['olga@ostwind.example'],
}

/** The bytes of a list as the tool writes them; `change` makes it wrong on purpose. */
export function registryPayload(change: Readonly<Record<string, unknown>> = {}): string {
  const list = {
    serial: 1,
    issuedAt: new Date(START).toISOString(),
    expiresAt: new Date(START + 90 * DAY).toISOString(),
    companies: [NORDLICHT, SUEDWIND, OSTWIND],
    ...change,
  }
  return JSON.stringify(list)
}

/** The file that carries the payload, signed with the key. */
export function signedRegistry(keys: RegistryKeys, payload = registryPayload()): string {
  const bytes = Buffer.from(payload)
  return JSON.stringify({
    format: 'usher-partner-registry/1',
    payload: bytes.toString('base64'),
    signature: sign(null, bytes, keys.privateKey).toString('base64url'),
  })
}

/** A portal with the partners' service; `registry` false: neither key nor list. */
export async function openPartnerPortal(
  options: {
    readonly portal?: Parameters<typeof openTestPortal>[0]
    readonly registry?: boolean
    readonly gateway?: RegistryGateway
    readonly joinAddress?: string | null
  } = {},
) {
  const context = await openTestPortal(options.portal)
  const { joinAddress = 'https://join.aurora.example' } = options
  const links = createJoinLinks(context, { current: async () => joinAddress })
  const partners = createPartnersService(context, links, options.gateway ?? createHttpsRegistryGateway())
  const people = createPeopleService(context)
  const vera = context.administrator
  const keys = registryKeys()
  if (options.registry !== false) {
    await partners.setSource(vera, { address: null, publicKey: keys.publicKey })
    await partners.importRegistry(vera, { text: signedRegistry(keys) })
  }

  /** A partner of Nordlicht, as though invited long ago. */
  async function addPartner(email: string, person: NewTestPerson = {}, company = NORDLICHT.id): Promise<Actor> {
    const actor = await context.addPerson({ ...person, kind: 'partner', email })
    await context.store.write((writer) =>
      writer.updateTable('person').set({ partner_company: company }).where('id', '=', actor.personId).execute(),
    )
    return actor
  }

  const invitation = (email: string, more: { readonly dismissId?: string | null } = {}) => ({
    email,
    firstName: '',
    lastName: '',
    locale: 'en' as const,
    delivery: 'link' as const,
    dismissId: null,
    ...more,
  })
  const rowOf = (id: string) =>
    context.store.reader.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const actions = async () =>
    (await context.store.reader.selectFrom('audit').select('action').orderBy('id').execute()).map((row) => row.action)

  return { context, partners, people, links, vera, keys, addPartner, invitation, rowOf, actions }
}
