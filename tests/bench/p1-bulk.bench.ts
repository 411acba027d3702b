import { type Benchmark, compare } from './support/benchmark'
import { openPeerInviting } from './support/better-auth-inviting'
import { insertBare, inviteInBulk, openEmptyPortal, peopleFile } from './support/bulk-inviting'

const FEW = 10_000
const MANY = 100_000
const PEER_INVITATIONS = 300

/**
 * P1: inviting in bulk, from the file to the queued message, against bare inserts of the same rows, ten times as many
 * people, and better-auth. Each round has files of its own; the sides take turns within it.
 */
export const benchmark: Benchmark = {
  id: 'P1',
  work: 'inviting in bulk',
  run: async ({ folder, rounds, say }) => {
    const few = peopleFile(FEW)
    const many = peopleFile(MANY)
    const peer = await openPeerInviting(folder)
    const times = {
      few: [] as number[],
      bare: [] as number[],
      many: [] as number[],
      each: [] as number[],
      peer: [] as number[],
    }
    for (let round = -1; round < rounds; round += 1) {
      const one = await inviting(folder, few)
      const each = await peer.invite(PEER_INVITATIONS)
      // The first warms the compiler and is not counted.
      if (round < 0) continue
      say(
        `${FEW} people: ${Math.round(one.ours)} ms, bare ${Math.round(one.bare)} ms; the peer ${each.toFixed(1)} ms each`,
      )
      times.few.push(one.ours)
      times.bare.push(one.bare)
      times.each.push(one.ours / FEW)
      times.peer.push(each)
      const all = await inviting(folder, many)
      say(`${MANY} people: ${Math.round(all.ours)} ms, bare ${Math.round(all.bare)} ms`)
      times.many.push(all.ours)
    }
    peer.close()
    return [
      compare('10,000 people : bare inserts, ms', 2.5, times.few, times.bare),
      compare('100,000 : 10,000 people, ms', 12, times.many, times.few),
      compare('an invitation : of better-auth, ms', 1 / 40, times.each, times.peer),
    ]
  },
}

/** Invites everybody of the file, then inserts the same rows bare into another empty portal; milliseconds each. */
async function inviting(folder: string, file: Buffer): Promise<{ readonly ours: number; readonly bare: number }> {
  const portal = await openEmptyPortal(folder)
  const empty = await openEmptyPortal(folder)
  const began = performance.now()
  await inviteInBulk(portal, file)
  const ours = performance.now() - began
  const bare = await insertBare(portal, empty)
  await portal.close()
  await empty.close()
  return { ours, bare }
}
