import type { OpenLinkVariant } from '../../../contract/open-link'
import { Refusal } from '../../domain/refusal'
import { findOwnVariant, insertVariant, readOpenLink, variantDepartments } from '../../store/open-link'
import type { OpenLinkTable } from '../../store/schema'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { freeHandles } from '../inviting/invitation-life'
import { demandPreset } from '../inviting/preset'
import { demandInviting } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

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

/**
 * Q1, L8, L11: the operator's variant with exactly these departments, made where there is none yet: looking at a code twice
 * gives the same code. Never the one of the Link tab, whose departments may change. Throws NOT_ALLOWED, PLACE_NOT_ALLOWED
 * (Z11), NOT_FOUND, JOIN_ADDRESS_MISSING and what demandWorking throws.
 */
export async function variantFor(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  departmentIds: readonly string[],
): Promise<OpenLinkVariant> {
  await demandInviting(context.store.reader, actor)
  await links.base()
  const { link, variant, inviting } = await context.store.write(async (writer) => {
    const rules = await demandInviting(writer, actor)
    await demandPreset(writer, { departmentIds }, rules.scope)
    const open = await readOpenLink(writer)
    demandWorking(open, context.clock.now())
    const wanted = [...new Set(departmentIds)]
    const own = await findOwnVariant(writer, actor.personId, wanted)
    return {
      link: open,
      variant: own ?? (await makeVariant(writer, context, { actor, departmentIds: wanted })),
      inviting: rules,
    }
  })
  const departments = await variantDepartments(context.store.reader, variant.id)
  return {
    portal: inviting.name,
    departments: departments.map(({ id, name }) => ({ id, name })),
    link: await links.forVariant(variant, link.generation, link.valid_until),
  }
}
