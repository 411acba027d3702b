import type { PersonLeavings } from '../../../contract/people'
import { can } from '../../domain/access'
import { countLeavings, firstInvitees, leaversAmong } from '../../store/leavings'
import { readOpenLink } from '../../store/open-link'
import type { Reader } from '../../store/store'
import { whyDead } from '../open-link/variants'
import type { Actor } from '../ports'
import { chunksOf } from '../slices'

/** How many people one look at the store is about. */
const CHUNK = 500

/** Z2: what each of these people has that is live; those with nothing, or not to be dismissed by this operator, left out. */
export async function readLeavings(
  reader: Reader,
  actor: Actor,
  ids: readonly string[],
  now: number,
): Promise<readonly PersonLeavings[]> {
  const linksWork = whyDead(await readOpenLink(reader), now) === null
  const found: PersonLeavings[] = []
  for await (const chunk of chunksOf(ids, CHUNK)) {
    const leavers = (await leaversAmong(reader, chunk)).filter((leaver) => can(actor, 'people.dismiss', leaver))
    const order = new Map(chunk.map((id, place) => [id, place]))
    leavers.sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0))
    const counts = await countLeavings(
      reader,
      leavers.map((leaver) => leaver.id),
    )
    for (const { id, name } of leavers) {
      const openLinks = linksWork ? (counts.openLinks.get(id) ?? 0) : 0
      const invitedTotal = counts.invited.get(id) ?? 0
      const rest = {
        waiting: counts.waiting.get(id) ?? 0,
        guests: counts.guests.get(id) ?? 0,
        tasks: counts.tasks.get(id) ?? 0,
        workgroups: counts.workgroups.get(id) ?? 0,
      }
      if (invitedTotal + openLinks + rest.waiting + rest.guests + rest.tasks + rest.workgroups === 0) continue
      const invited = invitedTotal === 0 ? [] : await firstInvitees(reader, id)
      found.push({ id, name, invited, invitedTotal, openLinks, ...rest })
    }
  }
  return found
}
