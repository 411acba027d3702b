import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { printApproval } from './approval-printing'
import { enterDecisions, listApprovals, readApproval } from './approvals'
import { listDeskSheets, readDesk } from './desk-lists'
import { markSheet, takeMarkBack } from './marking'
import { listSlipPeople } from './slip-people'
import { printSlips, type SlipsPorts } from './slips'

/** What happens to paper at the desk: sheets given out (Z3), password slips (Z4), approval sheets (Z10). */
export function createDeskService(context: ServiceContext, ports: SlipsPorts): ServiceOf<'desk'> {
  return {
    mark: (actor, input) => markSheet(context, actor, input),
    takeBack: (actor, input) => takeMarkBack(context, actor, input),
    state: (actor) => readDesk(context, actor),
    sheets: (actor, input) => listDeskSheets(context, actor, input),
    slipPeople: (actor, input) => listSlipPeople(context, actor, input),
    printSlips: (actor, input) => printSlips(context, ports, actor, input),
    printApproval: (actor, input) => printApproval(context, ports.printer, actor, input),
    approvals: (actor, input) => listApprovals(context, actor, input),
    approval: (actor, input) => readApproval(context, actor, input),
    decide: (actor, input) => enterDecisions(context, actor, input),
  }
}
