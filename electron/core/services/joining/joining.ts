import { maskAddress } from '../../domain/masking'
import { displayName, foldName } from '../../domain/names'
import type { Locale, Topic } from '../../domain/vocabulary'
import { readPortal } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { noteFirstOpening, readGreeting } from '../../store/joining'
import { acceptInvitation, type JoinPlace, placeDetails } from './joining-acts'
import { type JoinForm, prepareJoiner } from './joining-form'
import { demandCode, identify } from './joining-links'
import {
  demandAnotherCode,
  type ProofAnswer,
  type ProofState,
  proveAddress,
  provingOf,
  readProof,
  renewCode,
} from './joining-proof'
import { type RegistrationOutcome, registerThroughOpenLink } from './joining-registration'
import type { ServiceContext } from '../service-context'

/** What the page of a working link shows. Nothing of anybody else, and of the address only what its owner knows (J4). */
export interface OpenedLink {
  readonly kind: 'invitation' | 'open-link'
  readonly portal: string
  /** The language chosen with the invitation, else the portal's. */
  readonly locale: Locale
  /** L6: plain text with line breaks, or empty. */
  readonly greeting: string
  readonly firstName: string
  readonly lastName: string
  /** Masked; null for the open link, where the person types it. */
  readonly address: string | null
}

/** How people come in (J2–J6). Codes are link tokens or short codes as typed. */
export interface JoiningService {
  /**
   * Shows a link. It is never used up by that, whoever opens it; `note` records the first opening (J6) and is for
   * people, not for programs that only probe. Throws LINK_DEAD or LINK_TRY_LATER {seconds}.
   */
  open(codeText: string, note: boolean): Promise<OpenedLink>
  /**
   * Accepts a personal invitation or registers through the open link. One of several at once wins; the others are
   * refused (S5, J4). Throws LINK_DEAD, LINK_TRY_LATER or INVALID_INPUT with the fields.
   */
  accept(codeText: string, form: JoinForm): Promise<RegistrationOutcome>
  /** L5: where the proof of an address stands. Throws LINK_DEAD. */
  proof(id: string): Promise<ProofState>
  /** L5: takes the code mailed to the address; the right one lets the person in by itself. Throws LINK_DEAD. */
  prove(id: string, code: string): Promise<ProofAnswer>
  /** L5: mails another code; false where none can be mailed. Throws LINK_DEAD or LINK_TRY_LATER {seconds}. */
  anotherCode(id: string, locale: Locale): Promise<boolean>
}

const TOPICS: readonly Topic[] = ['counters', 'people', 'structure', 'workgroups', 'messages', 'drafts', 'activity']

/** `place`: where the form is filled in, as the log tells it (H1). */
export function createJoiningService(context: ServiceContext, place: JoinPlace = 'join-site'): JoiningService {
  async function noteOpening(invitationId: string, person: { readonly id: string; readonly name: string }) {
    const noted = await context.store.write(async (writer) => {
      const now = context.clock.now()
      if (!(await noteFirstOpening(writer, invitationId, now))) return false
      await recordAudit(writer, now, {
        actor: null,
        origin: 'join-site',
        action: 'person.link-opened',
        subject: person,
        details: placeDetails(place),
      })
      return true
    })
    if (noted) context.changes.announce('people', 'activity')
  }

  return {
    async open(codeText, note) {
      const target = await identify(context, demandCode(codeText))
      const portal = await readPortal(context.store.reader)
      const greeting = await readGreeting(context.store.reader)
      const shown = { kind: target.kind, portal: portal.name, greeting }
      if (target.kind === 'open-link') {
        return { ...shown, locale: portal.locale, firstName: '', lastName: '', address: null }
      }
      const { invitation } = target
      if (note && invitation.opened_at === null) {
        await noteOpening(invitation.id, { id: invitation.person_id, name: invitation.name })
      }
      return {
        ...shown,
        locale: invitation.locale,
        firstName: invitation.first_name,
        lastName: invitation.last_name,
        address: maskAddress(invitation.address),
      }
    },

    async accept(codeText, form) {
      const code = demandCode(codeText)
      const target = await identify(context, code)
      const portal = await readPortal(context.store.reader)
      const joiner = await prepareJoiner(context, portal, target, form)
      const name = displayName(joiner.firstName, joiner.lastName, joiner.address)
      const named = { ...joiner, name, sortName: foldName(name), place }
      const proving = await provingOf(context, target, joiner.login)
      if (proving === 'code-sent') await demandAnotherCode(context, joiner.address)
      const outcome = await context.store.write(async (writer) =>
        target.kind === 'invitation'
          ? { ...(await acceptInvitation(context, writer, code, named)), proof: null }
          : registerThroughOpenLink(context, writer, code, named, proving),
      )
      context.changes.announce(...TOPICS)
      return outcome
    },

    proof: (id) => readProof(context, context.store.reader, id),

    async prove(id, code) {
      const answer = await context.store.write((writer) => proveAddress(context, writer, id, code, place))
      if (answer.kind === 'settled') context.changes.announce(...TOPICS)
      return answer
    },

    async anotherCode(id, locale) {
      const mailed = await renewCode(context, id, locale)
      if (mailed) context.changes.announce('messages')
      return mailed
    },
  }
}
