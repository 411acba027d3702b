import { setImmediate } from 'node:timers/promises'
import { demand } from '../../domain/access'
import { DAY, dayOf } from '../../domain/days'
import type { PartnerRegistryState } from '../../../contract/partners'
import { readPublicKey } from '../../domain/partner-key'
import { readEnvelope, readRegistryList, type RegistryList } from '../../domain/partner-registry'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { RegistryGateway } from '../../gateways/partners/registry-gateway'
import { recordAudit } from '../../store/audit'
import {
  insertAddresses,
  type PartnerRegistry,
  readPartnerRegistry,
  readPartnerSource,
  removeCompanies,
  removePartnerRegistry,
  removeSomeAddresses,
  saveCompanies,
  savePartnerRegistry,
  savePartnerSource,
} from '../../store/partners'
import type { Writer } from '../../store/store'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf, finished } from '../slices'
import { digestOf, fingerprintOf, signatureFits } from './registry-signature'

/** Rows of one statement: short enough that the process stays responsive between two. */
const CHUNK = 200
/** How far the issuer's clock may be ahead of ours, in milliseconds. */
const CLOCKS_APART = DAY

type Origin = PartnerRegistry['origin']

/** The list of certified partners: whose signature it must carry, and how one is taken over (B2). */
export function partnerRegistry(context: ServiceContext, gateway: RegistryGateway) {
  const { changes, clock, store } = context

  /** Believed only once the signature of the set key fits; the list in force is looked at in the transaction. */
  async function takeOver(actor: Actor, text: string, origin: Origin): Promise<PartnerRegistryState> {
    const source = await readPartnerSource(store.reader)
    if (!source) throw new Refusal('REGISTRY_KEY_MISSING')
    const { payload, signature } = readEnvelope(text)
    if (!(await signatureFits(source.public_key, payload, signature))) throw new Refusal('REGISTRY_SIGNATURE_WRONG')
    const list = await finished(readRegistryList(payload))
    const at = clock.now()
    if (list.issuedAt > at + CLOCKS_APART) throw new Refusal('REGISTRY_NOT_YET_VALID', { date: dayOf(list.issuedAt) })
    if (list.expiresAt <= at) throw new Refusal('REGISTRY_EXPIRED', { date: dayOf(list.expiresAt) })
    const digest = digestOf(payload)
    const registry = await store.write(async (writer) => {
      // Another key may have been set since the signature was checked.
      if ((await readPartnerSource(writer))?.public_key !== source.public_key) {
        throw new Refusal('REGISTRY_SIGNATURE_WRONG')
      }
      const kept = await keepList(writer, list, { at, digest, origin })
      const details = { serial: list.serial, companies: kept.companies, addresses: kept.addresses, origin }
      await recordAudit(writer, at, {
        actor,
        origin: 'console',
        action: 'partners.registry-received',
        subject: null,
        details,
      })
      return kept
    })
    changes.announce('partners', 'activity')
    return stateOf(registry, at)
  }

  /** What was refused is written down with its reason; the list in force stays. */
  async function recorded(actor: Actor, origin: Origin, work: () => Promise<PartnerRegistryState>) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refusal) {
        const details = { reason: error.code, origin }
        const entry = { actor, origin: 'console', action: 'partners.registry-refused', subject: null, details } as const
        await store.write((writer) => recordAudit(writer, clock.now(), entry))
        changes.announce('activity')
      }
      throw error
    }
  }

  return {
    /** Throws what is wrong with the list: REGISTRY_KEY_MISSING, _UNREADABLE, _SIGNATURE_WRONG, _EXPIRED, _OLDER. */
    async importRegistry(actor: Actor, { text }: { readonly text: string }): Promise<PartnerRegistryState> {
      demand(actor, 'partners.edit')
      return recorded(actor, 'file', () => takeOver(actor, text, 'file'))
    },

    /** The same from the address that is set. Throws REGISTRY_UNREACHABLE {reason} as well; INVALID_INPUT without an address. */
    async fetchRegistry(actor: Actor): Promise<PartnerRegistryState> {
      demand(actor, 'partners.edit')
      const source = await readPartnerSource(store.reader)
      if (!source) throw new Refusal('REGISTRY_KEY_MISSING')
      const { address } = source
      if (address === null) throw fieldRefusal('address', 'REQUIRED')
      return recorded(actor, 'https', async () => takeOver(actor, await gateway.fetchText(address), 'https'))
    },

    /**
     * Sets the key and the address. Another key forgets the list in force: it was vouched for by the one before.
     * Throws INVALID_INPUT on `publicKey` (KEY_INVALID) or `address` (URL_INVALID), NOT_ALLOWED.
     */
    async setSource(
      actor: Actor,
      input: { readonly address: string | null; readonly publicKey: string },
    ): Promise<void> {
      demand(actor, 'partners.set-source')
      const publicKey = readPublicKey(input.publicKey)
      if (publicKey === null) throw fieldRefusal('publicKey', 'KEY_INVALID')
      const address = readSourceAddress(input.address)
      const at = clock.now()
      await store.write(async (writer) => {
        const before = await readPartnerSource(writer)
        if (before && before.public_key !== publicKey) {
          await removePartnerRegistry(writer)
          await removeEntries(writer)
        }
        await savePartnerSource(writer, { address, public_key: publicKey, updated_at: at })
        const details = { fingerprint: fingerprintOf(publicKey), address: address ?? '' }
        const entry = { actor, origin: 'console', action: 'partners.source-set', subject: null, details } as const
        await recordAudit(writer, at, entry)
      })
      changes.announce('partners', 'activity')
    },
  }
}

export function stateOf(registry: PartnerRegistry, now: number): PartnerRegistryState {
  return {
    serial: registry.serial,
    issuedAt: registry.issued_at,
    expiresAt: registry.expires_at,
    expired: registry.expires_at <= now,
    receivedAt: registry.received_at,
    origin: registry.origin,
    companies: registry.companies,
    addresses: registry.addresses,
  }
}

/** Replaces the list in force; the same list again is only noted. Throws REGISTRY_OLDER {serial, present}. */
async function keepList(
  writer: Writer,
  list: RegistryList,
  received: { readonly at: number; readonly digest: string; readonly origin: Origin },
): Promise<PartnerRegistry> {
  const { digest, origin } = received
  const present = await readPartnerRegistry(writer)
  const same = present?.serial === list.serial && present.digest === digest
  if (present && !same && list.serial <= present.serial) {
    throw new Refusal('REGISTRY_OLDER', { serial: list.serial, present: present.serial })
  }
  const registry: PartnerRegistry = {
    serial: list.serial,
    issued_at: list.issuedAt,
    expires_at: list.expiresAt,
    received_at: received.at,
    origin,
    digest,
    companies: list.companies.length,
    addresses: list.addresses.length,
  }
  await savePartnerRegistry(writer, registry)
  if (same) return registry
  await removeEntries(writer)
  for await (const chunk of chunksOf(list.companies, CHUNK)) await saveCompanies(writer, chunk)
  for await (const chunk of chunksOf(list.addresses, CHUNK)) await insertAddresses(writer, chunk)
  return registry
}

async function removeEntries(writer: Writer): Promise<void> {
  for (;;) {
    // Each round is a turn of its own, so that other work gets through.
    await setImmediate()
    if ((await removeSomeAddresses(writer, CHUNK * 5)) === 0) break
  }
  await removeCompanies(writer)
}

/** Only https, without a password in it; null or empty: lists come as files. Throws INVALID_INPUT on `address`. */
function readSourceAddress(text: string | null): string | null {
  if (text === null || text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw fieldRefusal('address', 'URL_INVALID')
  }
  url.hash = ''
  return url.href
}
