import type { ExternalFate } from '../../../contract/extranet'
import { fateOf, knownPeople, readPeople, whoIsShown } from '../inviting/address-fates'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { gathered } from '../slices'

/** X1, S6, X5: how each address or number is read, with its fate; one for each in order. Throws NOT_ALLOWED (A1, W2). */
export async function checkExternals(
  context: ServiceContext,
  actor: Actor,
  addresses: readonly string[],
): Promise<readonly ExternalFate[]> {
  const { reader } = context.store
  const rules = await demandInvitingSomewhere(reader, actor)
  const people = addresses.map((email) => ({ email, firstName: '', lastName: '' }))
  const read = await gathered(readPeople({ people, phones: true }, rules))
  const known = await knownPeople(
    reader,
    read.flatMap((each) => each.address ?? []),
  )
  const seen = new Set<string>()
  return read.map(({ address, typed: text }) => {
    const fate = fateOf(address, seen, known)
    if (address !== null) seen.add(address)
    const owner = address === null ? undefined : known.get(address)
    const person = whoIsShown(actor, owner)
    return { text, address, fate, person: owner && person ? { ...person, kind: owner.kind } : null }
  })
}
