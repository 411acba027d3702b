import type { RegisteringState } from '../../../contract/registering'
import type { Welcome } from '../../domain/vocabulary'
import { readPortal } from '../../store/accounts'
import { readSeats } from '../../store/seats'
import { demandInviting } from '../inviting/inviting-access'
import { mailServiceWorks } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { FIRST_GENERATION, register } from './adding'
import { givePassword } from './giving'
import { handingOver, type HandingOverPorts } from './handing-over'
import { signInAddress } from './welcome-mail'

/** Adding people who work here already, with a temporary password (R1–R4). */
export function createRegisteringService(context: ServiceContext, ports: HandingOverPorts): ServiceOf<'registering'> {
  const handing = handingOver(context, ports)

  /** By mail service nobody hands anything over. */
  const remember = (actor: Actor, welcome: Welcome, personId: string, generation: number): void => {
    if (welcome !== 'mail-service') handing.remember(actor, personId, generation)
  }

  return {
    get: (actor) => readState(context, ports, actor),

    async add(actor, input) {
      const result = await register(context, actor, input)
      if (result.fate === 'new') remember(actor, input.welcome, result.given.personId, FIRST_GENERATION)
      return result
    },

    async givePassword(actor, input) {
      const { generation, given } = await givePassword(context, actor, input)
      remember(actor, input.welcome, given.personId, generation)
      return given
    },

    openMailApp: (actor, input) => handing.openMailApp(actor, input),
    printSheet: (actor, input) => handing.printSheet(actor, input),
    saveSheet: (actor, input) => handing.saveSheet(actor, input),
  }
}

/** Throws NOT_ALLOWED for who may invite nobody (A1). */
async function readState(context: ServiceContext, ports: HandingOverPorts, actor: Actor): Promise<RegisteringState> {
  const { reader } = context.store
  const { require_confirmation, scope } = await demandInviting(reader, actor)
  const { limit, used } = await readSeats(reader)
  return {
    mailService: await mailServiceWorks(reader, context.vault),
    mailApp: ports.mailApp.available(),
    maySkipConfirmation: require_confirmation === 1 ? scope.skipConfirmation : null,
    seatsFree: limit === null ? null : Math.max(0, limit - used),
    temporaryDays: (await readPortal(reader)).temporary_password_days,
    signIn: await signInAddress(ports.links),
  }
}
