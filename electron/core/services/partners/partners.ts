import type { RefusalData } from '../../../contract/base'
import { can, demand } from '../../domain/access'
import { readAddress } from '../../domain/addresses'
import { companyOf, PARTNER_SEATS } from '../../domain/partners'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { RegistryGateway } from '../../gateways/partners/registry-gateway'
import { findListedCompany, readPartnerRegistry, readPartnerSource, readSeatHolders } from '../../store/partners'
import { findByAddress, findPerson } from '../../store/people'
import type { JoinLinks } from '../join-links'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { demandCandidate, partnerAccess } from './partner-access'
import { demandPartner } from './partner-check'
import { invitePartner } from './partner-inviting'
import { partnerRegistry, stateOf } from './registry'
import { fingerprintOf } from './registry-signature'

/** Certified implementers (B1–B6): who they are, who vouches for them, and how they come in. */
export function createPartnersService(
  context: ServiceContext,
  links: JoinLinks,
  gateway: RegistryGateway,
): ServiceOf<'partners'> {
  const { clock, store } = context
  const { reader } = store

  return {
    async get(actor) {
      demand(actor, 'partners.edit')
      const holders = await readSeatHolders(reader)
      const registry = await readPartnerRegistry(reader)
      const source = can(actor, 'partners.set-source') ? await readPartnerSource(reader) : null
      return {
        company: companyOf(holders),
        seats: holders.map(({ id, name, email, status }) => ({ id, name, email, status })),
        limit: PARTNER_SEATS,
        registry: registry && stateOf(registry, clock.now()),
        source: source && {
          address: source.address,
          publicKey: source.public_key,
          fingerprint: fingerprintOf(source.public_key),
        },
      }
    },

    async check(actor, input) {
      demand(actor, 'partners.edit')
      const { email, problem } = readAddress(input.email)
      if (email === null) {
        return { email, company: null, person: null, refusal: dataOf(fieldRefusal('email', problem)) }
      }
      const owner = await findByAddress(reader, { email })
      const person = owner && (await findPerson(reader, owner.id))
      const refusal = await refusalOf(() =>
        demandPartner(reader, clock.now(), { id: person?.id ?? null, name: email, email }),
      )
      return {
        email,
        company: await findListedCompany(reader, email),
        person: person && {
          id: person.id,
          name: person.name,
          status: person.status,
          administrator: person.administrator,
          refusal: await refusalOf(() => demandCandidate(reader, actor, person.id)),
        },
        refusal,
      }
    },

    invite: (actor, input) => invitePartner(context, links, actor, input),
    ...partnerAccess(context),
    ...partnerRegistry(context, gateway),
  }
}

async function refusalOf(work: () => Promise<unknown>): Promise<RefusalData | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Refusal) return dataOf(error)
    throw error
  }
}

function dataOf({ code, fields, params }: Refusal): RefusalData {
  return {
    code,
    params: { ...params },
    fields: fields.map((each) =>
      each.params ? { ...each, params: { ...each.params } } : { field: each.field, code: each.code },
    ),
  }
}
