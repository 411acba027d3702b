import type { KioskInvitation, KioskOutcome, KioskProof } from '../../contract/kiosk'
import { readProofCode } from '../domain/address-proof'
import { parseCode } from '../domain/join-codes'
import { fieldRefusal, Refusal } from '../domain/refusal'
import { recordAudit } from '../store/audit'
import { demandInvitingSomewhere } from './inviting/inviting-access'
import { demandInvitee } from './inviting/invitees'
import type { JoinLinks } from './join-links'
import type { JoiningService } from './joining/joining'
import type { JoinForm } from './joining/joining-form'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import { createThrottling, throttleKey } from './accounts/throttling'

/** The desk at which newcomers register on the console's own computer, without any network (J3). */
export interface KioskService {
  /**
   * Begins it: returns the link token of the person's invitation, or null where none was asked for, which takes the
   * right to invite. Throws NOT_ALLOWED, NOT_FOUND, STATE_NOT_ALLOWED {status} and LINK_DEAD for an invitation that
   * nobody could accept.
   */
  begin(actor: Actor, personId: string | null): Promise<string | null>
  /** Writes down that it has ended. */
  end(actor: Actor): Promise<void>
  /** Throws INVALID_INPUT on `code` for what is no code at all, LINK_DEAD, LINK_TRY_LATER {seconds}. */
  open(code: string): Promise<KioskInvitation>
  /** Throws INVALID_INPUT with the fields, LINK_DEAD, LINK_TRY_LATER {seconds}. */
  join(code: string, form: JoinForm): Promise<KioskOutcome>
  /** L5. Throws INVALID_INPUT on `code`, LINK_DEAD, LINK_TRY_LATER {seconds}. */
  prove(proof: string, code: string): Promise<KioskProof>
}

/** J5: codes that lead nowhere make the next one wait, whoever types them: the desk is one place. */
const TRIES = throttleKey('kiosk')

export function createKioskService(context: ServiceContext, links: JoinLinks, joining: JoiningService): KioskService {
  const { store, clock, changes } = context
  const throttling = createThrottling(context)

  async function limited<Result>(work: () => Promise<Result>): Promise<Result> {
    await throttling.begin(TRIES, 'LINK_TRY_LATER')
    const forgive = () => store.write((writer) => throttling.forgive(writer, TRIES))
    try {
      const result = await work()
      await forgive()
      return result
    } catch (error) {
      // A form that came back is no guess; a code whose own limit is reached may well be one.
      if (error instanceof Refusal && error.code === 'INVALID_INPUT') await forgive()
      throw error
    }
  }

  return {
    async begin(actor, personId) {
      // Whoever has invited somebody may let them in here, as they may hand them the link.
      if (personId === null) await demandInvitingSomewhere(store.reader, actor)
      const invitee = personId === null ? null : await demandInvitee(store.reader, actor, personId)
      const token = invitee && links.token(invitee.invitation)
      if (token !== null) await joining.open(token, false)
      await store.write(async (writer) => {
        await throttling.forgive(writer, TRIES)
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'kiosk.opened',
          subject: invitee && { id: invitee.id, name: invitee.name },
        })
      })
      changes.announce('activity')
      return token
    },

    async end(actor) {
      await store.write((writer) =>
        recordAudit(writer, clock.now(), { actor, origin: 'console', action: 'kiosk.closed', subject: null }),
      )
      changes.announce('activity')
    },

    async open(code) {
      if (code.trim() === '') throw fieldRefusal('code', 'REQUIRED')
      if (!parseCode(code)) throw fieldRefusal('code', 'CODE_INCOMPLETE')
      return limited(async () => {
        const { kind, locale, greeting, firstName, lastName, address } = await joining.open(code, true)
        return { kind, locale, greeting, firstName, lastName, address }
      })
    },

    join: (code, form) =>
      limited(async () => {
        const { status, reason, proof } = await joining.accept(code, form)
        return { status, reason, proof }
      }),

    async prove(proof, code) {
      if (code.trim() === '') throw fieldRefusal('code', 'REQUIRED')
      if (readProofCode(code) === null) throw fieldRefusal('code', 'INVALID')
      return joining.prove(proof, code)
    },
  }
}
