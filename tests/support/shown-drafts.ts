import type { Actor } from '../../electron/core/services/ports'

interface Showing<Shown> {
  draft(actor: Actor, input: { readonly id: string }): Promise<Shown>
}

/** The drafts of these ids in full. */
export async function shownOf<Shown>(
  service: Showing<Shown>,
  actor: Actor,
  ids: readonly string[],
): Promise<readonly Shown[]> {
  const shown: Shown[] = []
  for (const id of ids) shown.push(await service.draft(actor, { id }))
  return shown
}

/** The drafts that wait, each in full. */
export async function waitingInFull<Shown>(
  service: Showing<Shown> & { drafts(actor: Actor): Promise<readonly { readonly id: string }[]> },
  actor: Actor,
): Promise<readonly Shown[]> {
  const rows = await service.drafts(actor)
  return shownOf(
    service,
    actor,
    rows.map((row) => row.id),
  )
}

/** Prepares drafts, and shows each in full. */
export async function prepareInFull<Order, Result extends { readonly draftIds: readonly string[] }, Shown>(
  service: Showing<Shown> & { prepareDrafts(actor: Actor, order: Order): Promise<Result> },
  actor: Actor,
  order: Order,
): Promise<Result & { readonly drafts: readonly Shown[] }> {
  const result = await service.prepareDrafts(actor, order)
  return { ...result, drafts: await shownOf(service, actor, result.draftIds) }
}
