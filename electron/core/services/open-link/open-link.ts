import type { OpenLink } from '../../../contract/open-link'
import { demand } from '../../domain/access'
import { isWithin } from '../../domain/inviting-scope'
import { listedDomainForDisplay, readDomainList, readListedDomain } from '../../domain/listed-domains'
import { type FieldProblem, Refusal } from '../../domain/refusal'
import { readListedDomains, setListedDomains } from '../../store/address-proofs'
import { recordAudit } from '../../store/audit'
import {
  findMainVariant,
  readOpenLink,
  setVariantDepartments,
  updateOpenLink,
  variantDepartments,
} from '../../store/open-link'
import { reopenOpenLinkDrafts } from '../../store/unsent-drafts'
import { demandPreset } from '../inviting/preset'
import { demandInviting } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import { canMailCodes } from '../joining/joining-proof'
import { createSharing } from './sharing'
import { makeVariant, variantFor, whyDead } from './variants'
import type { Actor, ShareApps } from '../ports'
import type { JoinAddress, ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'

/** The portal's shared registration link (L1–L8, L11). */
export function createOpenLinkService(
  context: ServiceContext,
  links: JoinLinks,
  joinAddress: JoinAddress,
  shareApps: ShareApps,
): ServiceOf<'openLink'> {
  const { changes, clock, store } = context
  const sharing = createSharing(context, links, shareApps)

  async function get(actor: Actor): Promise<OpenLink> {
    const { scope } = await demandInviting(store.reader, actor)
    const link = await readOpenLink(store.reader)
    const main = await findMainVariant(store.reader)
    const departments = main ? await variantDepartments(store.reader, main.id) : []
    // A delegate is shown the link only where all it leads to is theirs to preset (Z11).
    const shown = departments.filter(({ id }) => isWithin(scope, { departmentIds: [id] }))
    const open = shown.length === departments.length && whyDead(link, clock.now()) === null
    const works = main !== undefined && open && (await joinAddress.current()) !== null
    const domains = await readListedDomains(store.reader)
    return {
      enabled: link.enabled === 1,
      requireConfirmation: link.require_confirmation === 1,
      greeting: link.greeting,
      validUntil: link.valid_until,
      maximumRegistrations: link.maximum_registrations,
      registrations: link.registrations,
      departments: shown.map(({ id, name }) => ({ id, name })),
      domains: domains.map(listedDomainForDisplay),
      canProve: await canMailCodes(context, store.reader),
      link: works ? await links.forVariant(main, link.generation, link.valid_until) : null,
    }
  }

  return {
    get,

    async update(actor, input) {
      demand(actor, 'open-link.edit')
      const domains = input.domains === undefined ? null : readDomains(input.domains)
      await store.write(async (writer) => {
        await demandPreset(writer, input)
        if (domains) await setListedDomains(writer, domains)
        await updateOpenLink(writer, {
          enabled: input.enabled ? 1 : 0,
          require_confirmation: input.requireConfirmation ? 1 : 0,
          greeting: input.greeting,
          valid_until: input.validUntil,
          maximum_registrations: input.maximumRegistrations,
        })
        const main = await findMainVariant(writer)
        if (main) await setVariantDepartments(writer, main.id, input.departmentIds)
        else await makeVariant(writer, context, { actor, departmentIds: input.departmentIds, main: true })
        // L1, M2: a draft that was opened with a link that works no longer must be opened again.
        if (whyDead(await readOpenLink(writer), clock.now()) !== null) await reopenOpenLinkDrafts(writer)
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'open-link.changed',
          subject: null,
          details: { enabled: input.enabled ? 1 : 0, requireConfirmation: input.requireConfirmation ? 1 : 0 },
        })
      })
      changes.announce('settings', 'drafts', 'activity')
      return get(actor)
    },

    async renew(actor) {
      demand(actor, 'open-link.edit')
      await store.write(async (writer) => {
        const { generation } = await readOpenLink(writer)
        await updateOpenLink(writer, { generation: generation + 1 })
        await reopenOpenLinkDrafts(writer)
        await recordAudit(writer, clock.now(), { actor, origin: 'console', action: 'open-link.renewed', subject: null })
      })
      changes.announce('settings', 'drafts', 'activity')
      return get(actor)
    },

    async readDomains(actor, { text }) {
      demand(actor, 'open-link.edit')
      const entries = readDomainList(text)
      return {
        entries: entries.map((entry) => ({
          text: entry.text,
          domain: entry.domain === null ? null : listedDomainForDisplay(entry.domain),
        })),
      }
    },

    variant: (actor, { departmentIds }) => variantFor(context, links, actor, departmentIds),
    shareText: sharing.text,
    share: sharing.hand,
  }
}

/** The entries in the form that is stored. Throws INVALID_INPUT with every one that is no domain. */
function readDomains(texts: readonly string[]): readonly string[] {
  const read = texts.map(readListedDomain)
  const problems = read.flatMap((domain, index): FieldProblem[] =>
    domain === null ? [{ field: `domains.${index}`, code: 'DOMAIN_INVALID' }] : [],
  )
  if (problems.length > 0) throw new Refusal('INVALID_INPUT', {}, problems)
  return read.filter((domain) => domain !== null)
}
