import type { OpenLink } from '../../contract/invitations'
import { demand } from '../domain/access'
import { isWithin } from '../domain/inviting-scope'
import { Refusal } from '../domain/refusal'
import { recordAudit } from '../store/audit'
import {
  findMainVariant,
  insertVariant,
  readOpenLink,
  setVariantDepartments,
  updateOpenLink,
  variantDepartments,
} from '../store/open-link'
import type { OpenLinkTable } from '../store/schema'
import type { Writer } from '../store/store'
import { newId } from './ids'
import { freeHandles } from './invitation-life'
import { demandPreset } from './inviting'
import { demandInviting } from './inviting-access'
import type { JoinLinks } from './join-links'
import type { Actor } from './ports'
import type { JoinAddress, ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

/** The portal's shared registration link (L1–L4, L6, L7). */
export function createOpenLinkService(
  context: ServiceContext,
  links: JoinLinks,
  joinAddress: JoinAddress,
): ServiceOf<'openLink'> {
  const { changes, clock, store } = context

  async function get(actor: Actor): Promise<OpenLink> {
    const { scope } = await demandInviting(store.reader, actor)
    const link = await readOpenLink(store.reader)
    const main = await findMainVariant(store.reader)
    const departments = main ? await variantDepartments(store.reader, main.id) : []
    // A delegate is shown the link only where all it leads to is theirs to preset (Z11).
    const shown = departments.filter(({ id }) => isWithin(scope, { departmentIds: [id] }))
    const open = shown.length === departments.length && whyDead(link, clock.now()) === null
    const works = main !== undefined && open && (await joinAddress.current()) !== null
    return {
      enabled: link.enabled === 1,
      requireConfirmation: link.require_confirmation === 1,
      greeting: link.greeting,
      validUntil: link.valid_until,
      maximumRegistrations: link.maximum_registrations,
      registrations: link.registrations,
      departments: shown.map(({ id, name }) => ({ id, name })),
      link: works ? await links.forVariant(main, link.generation, link.valid_until) : null,
    }
  }

  return {
    get,

    async update(actor, input) {
      demand(actor, 'open-link.edit')
      await store.write(async (writer) => {
        await demandPreset(writer, input)
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
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'open-link.changed',
          subject: null,
          details: { enabled: input.enabled ? 1 : 0, requireConfirmation: input.requireConfirmation ? 1 : 0 },
        })
      })
      changes.announce('settings', 'activity')
      return get(actor)
    },

    async renew(actor) {
      demand(actor, 'open-link.edit')
      await store.write(async (writer) => {
        const { generation } = await readOpenLink(writer)
        await updateOpenLink(writer, { generation: generation + 1 })
        await recordAudit(writer, clock.now(), { actor, origin: 'console', action: 'open-link.renewed', subject: null })
      })
      changes.announce('settings', 'activity')
      return get(actor)
    },
  }
}

/** Throws OPEN_LINK_OFF, OPEN_LINK_EXPIRED or OPEN_LINK_FULL where nobody could register through the link now. */
export function demandWorking(link: OpenLinkTable, now: number): void {
  const reason = whyDead(link, now)
  if (reason !== null) throw new Refusal(reason)
}

/** Why nobody could register through the link now; null where they could (L1, L7). */
export function whyDead(
  link: OpenLinkTable,
  now: number,
): 'OPEN_LINK_OFF' | 'OPEN_LINK_EXPIRED' | 'OPEN_LINK_FULL' | null {
  if (link.enabled === 0) return 'OPEN_LINK_OFF'
  if (link.valid_until !== null && link.valid_until <= now) return 'OPEN_LINK_EXPIRED'
  const { maximum_registrations: maximum, registrations } = link
  return maximum !== null && registrations >= maximum ? 'OPEN_LINK_FULL' : null
}

/** Makes a variant of the open link with departments of its own (L11). */
export async function makeVariant(
  writer: Writer,
  context: ServiceContext,
  variant: { readonly actor: Actor; readonly departmentIds: readonly string[]; readonly main?: boolean },
): Promise<{ readonly id: string; readonly handle: string }> {
  const [handle = ''] = await freeHandles(writer, context, 1)
  const id = newId(context)
  const row = {
    id,
    handle,
    main: variant.main ? (1 as const) : (0 as const),
    created_by: variant.actor.personId,
    created_at: context.clock.now(),
  }
  await insertVariant(writer, row, variant.departmentIds)
  return { id, handle }
}
