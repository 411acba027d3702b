import type { ExtranetState } from '../../../contract/extranet'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { readCounts } from '../../store/counters'
import { readSeats } from '../../store/seats'
import { mailServiceWorks } from '../messages/outgoing-messages'
import { demandInviting } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { readSmsSettings } from '../sms/sms-settings'
import { readWorkgroups } from '../workgroups/workgroups-read'
import { checkExternals } from './checking-externals'
import { inviteExternals } from './inviting-externals'

/** Inviting external users into workgroups (X1–X3). */
export function createExtranetService(context: ServiceContext, links: JoinLinks): ServiceOf<'extranet'> {
  return {
    get: (actor) => readState(context, actor),
    check: async (actor, { addresses }) => ({ entries: await checkExternals(context, actor, addresses) }),
    invite: (actor, input) => inviteExternals(context, links, actor, input),
  }
}

/** X3. Throws NOT_ALLOWED for who may invite nobody (A1, W2). */
async function readState(context: ServiceContext, actor: Actor): Promise<ExtranetState> {
  const { reader } = context.store
  if (actor.role === 'external') throw new Refusal('NOT_ALLOWED')
  const groups = await readWorkgroups(reader, actor)
  const inviting = groups.filter((group) => group.mayInvite)
  if (inviting.length === 0) await demandInviting(reader, actor)
  const named = (open: boolean) =>
    inviting.filter((group) => group.allowExternal === open).map(({ id, name }) => ({ id, name }))
  const seats = await readSeats(reader)
  const externals = (await readCounts(reader, '')).filter((count) => count.kind === 'external')
  const sum = (...statuses: readonly string[]): number =>
    externals.filter((count) => statuses.includes(count.status)).reduce((total, count) => total + count.people, 0)
  return {
    seatLimit: seats.limit,
    seatsUsed: seats.used,
    externals: sum('active'),
    externalsInvited: sum('invited', 'pending'),
    workgroups: named(true),
    closedWorkgroups: named(false),
    mailService: await mailServiceWorks(reader, context.vault),
    smsService: (await readSmsSettings(reader, context.vault)) !== null,
    mayCreateWorkgroup: can(actor, 'workgroups.edit'),
  }
}
