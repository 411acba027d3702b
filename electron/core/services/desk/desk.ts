import { demand } from '../../domain/access'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { printApproval } from './approval-printing'
import { enterDecisions, listApprovals, readApproval } from './approvals'
import { listDeskSheets, readDesk } from './desk-lists'
import { markSheet, takeMarkBack } from './marking'
import { listSlipPeople } from './slip-people'
import { type DrawnGenerations, printSlips, type SlipsPorts } from './slips'

/** X6: external people hand over nothing; everybody else sees the sheets of whom they may see (A2). Throws NOT_ALLOWED. */
function demandDesk(actor: Actor): void {
  demand(actor, 'invite', { whoMayInvite: 'everyone' })
}

/** What happens to paper at the desk: sheets given out (Z3), password slips (Z4), approval sheets (Z10). */
export function createDeskService(context: ServiceContext, ports: SlipsPorts): ServiceOf<'desk'> {
  const drawn: DrawnGenerations = new Map()

  return {
    async mark(actor, input) {
      demandDesk(actor)
      return await markSheet(context, actor, input)
    },
    async takeBack(actor, input) {
      demandDesk(actor)
      return await takeMarkBack(context, actor, input)
    },
    async state(actor) {
      demandDesk(actor)
      return await readDesk(context, actor)
    },
    async sheets(actor, input) {
      demandDesk(actor)
      return await listDeskSheets(context, actor, input)
    },
    slipPeople: (actor, input) => listSlipPeople(context, actor, input),
    printSlips: (actor, input) => printSlips(context, { ...ports, drawn }, actor, input),
    printApproval: (actor, input) => printApproval(context, ports.printer, actor, input),
    approvals: (actor, input) => listApprovals(context, actor, input),
    approval: (actor, input) => readApproval(context, actor, input),
    decide: (actor, input) => enterDecisions(context, actor, input),
  }
}
