import { Refusal } from '../core/domain/refusal'
import type { Portal } from '../core/portal'
import type { Topic } from '../core/domain/vocabulary'
import type { Actor } from '../core/services/ports'
import type { Standing } from '../core/services/accounts/standing'

/** A change of these may change what somebody may: heads and owners may hold a delegation (Z11). */
const DECIDING: ReadonlySet<Topic> = new Set<Topic>(['people', 'settings', 'structure', 'workgroups'])

/** `locked` and `kiosk` never both: a kiosk is as shut as a lock. */
export type SessionState = Standing & { readonly locked: boolean; readonly kiosk: boolean }

/** Who is signed in to a portal, held in memory only: whoever starts the console anew signs in anew. */
export interface OperatorSession {
  current(): SessionState | null
  /**
   * Who is signed in, with the role they have at this moment. Throws NOT_SIGNED_IN, CONSOLE_LOCKED while locked, KIOSK_OPEN
   * while newcomers register (J3), or PASSWORD_CHANGE_REQUIRED until a temporary password is changed (R2).
   */
  demand(): Promise<Actor>
  /** Signs somebody in who has proved themselves already. */
  enter(actor: Actor): Promise<void>
  signIn(login: string, password: string): Promise<void>
  signOut(): void
  lock(): void
  unlock(password: string): Promise<void>
  /** R2: an own password in place of the temporary one. Throws NOT_SIGNED_IN, STATE_NOT_ALLOWED where there is none to change. */
  choosePassword(next: string): Promise<void>
  /** J3: shuts everything but the kiosk, with the code of an invitation that was opened for the newcomer, or null. */
  enterKiosk(prepared: string | null): void
  /** Throws NOT_ALLOWED where there is no kiosk. */
  demandKiosk(): Promise<void>
  /** The code it was entered with, once. */
  takePrepared(): string | null
  /** With the password of who entered it; null only where nobody has one. Throws what `unlock` throws. */
  leaveKiosk(password: string | null): Promise<Actor>
  /** Ends with the portal: stops following its changes. */
  end(): void
}

/**
 * The session over one open portal. It follows the portal's changes, so that somebody who is dismissed, or is no longer an
 * administrator, loses their rights here at once (A2, S4). `announce` is called when what the window should show changed.
 */
export function createOperatorSession(portal: Portal, announce: () => void): OperatorSession {
  let state: SessionState | null = null
  let prepared: string | null = null

  const change = (next: typeof state): void => {
    state = next
    if (!next?.kiosk) prepared = null
    // At a kiosk sits whoever is new, and not the operator; in front of a lock, nobody.
    portal.attend(next && !next.kiosk && !next.locked ? next.actor.personId : null)
    announce()
  }
  const reread = async (): Promise<void> => {
    const asked = state
    if (!asked) return
    const standing = await portal.standing(asked.actor.personId)
    // Somebody may have signed out, locked or signed in meanwhile; only what is still the same session is updated.
    if (state?.actor.personId !== asked.actor.personId) return
    // Given another password, or changed elsewhere: what this session was opened with opens nothing any more (R2).
    if (!standing || standing.temporaryGeneration !== state.temporaryGeneration) change(null)
    else if (differs(state, standing)) change({ ...standing, locked: state.locked, kiosk: state.kiosk })
  }
  const stop = portal.changes.listen((topics) => {
    if (topics.some((topic) => DECIDING.has(topic))) void reread()
  })
  const enter = async (actor: Actor, temporaryGeneration: number | null = null): Promise<void> => {
    const standing = await portal.standing(actor.personId)
    if (standing?.temporaryGeneration !== temporaryGeneration) throw new Refusal('NOT_SIGNED_IN')
    change({ ...standing, locked: false, kiosk: false })
  }
  /** Throws WRONG_CREDENTIALS, WAIT_BEFORE_NEXT_TRY, and NOT_SIGNED_IN where the session ended meanwhile. */
  const demandPassword = async (asked: SessionState, password: string): Promise<SessionState> => {
    await portal.accounts.verify(asked.actor.personId, password)
    if (state?.actor.personId !== asked.actor.personId) throw new Refusal('NOT_SIGNED_IN')
    return state
  }

  return {
    current: () => state,
    async demand() {
      // The announcement of a change may still be on its way: what counts is what the store says now.
      await reread()
      if (!state) throw new Refusal('NOT_SIGNED_IN')
      if (state.locked) throw new Refusal('CONSOLE_LOCKED')
      if (state.kiosk) throw new Refusal('KIOSK_OPEN')
      if (state.temporaryGeneration !== null) throw new Refusal('PASSWORD_CHANGE_REQUIRED')
      return state.actor
    },
    enter: (actor) => enter(actor),
    async signIn(login, password) {
      const { actor, temporaryGeneration } = await portal.accounts.signIn(login, password, 'console')
      await enter(actor, temporaryGeneration)
    },
    signOut() {
      if (state) change(null)
    },
    lock() {
      if (state && !state.locked && !state.kiosk) change({ ...state, locked: true })
    },
    async unlock(password) {
      const asked = state
      if (!asked) throw new Refusal('NOT_SIGNED_IN')
      change({ ...(await demandPassword(asked, password)), locked: false })
    },
    async choosePassword(next) {
      const asked = state
      if (!asked) throw new Refusal('NOT_SIGNED_IN')
      if (asked.locked) throw new Refusal('CONSOLE_LOCKED')
      const { actor, temporaryGeneration } = asked
      if (temporaryGeneration === null) throw new Refusal('STATE_NOT_ALLOWED', { status: 'active' })
      await portal.accounts.choosePassword(actor.personId, { next, temporaryGeneration, origin: 'console' })
      await enter(actor)
    },
    enterKiosk(code) {
      if (!state || state.locked) throw new Refusal('NOT_SIGNED_IN')
      prepared = code
      change({ ...state, kiosk: true })
    },
    async demandKiosk() {
      await reread()
      if (!state?.kiosk) throw new Refusal('NOT_ALLOWED')
    },
    takePrepared() {
      const code = prepared
      prepared = null
      return code
    },
    async leaveKiosk(password) {
      if (!state?.kiosk) throw new Refusal('NOT_ALLOWED')
      const proven = password === null ? state : await demandPassword(state, password)
      change({ ...proven, kiosk: false })
      return proven.actor
    },
    end() {
      stop()
      state = null
      portal.attend(null)
    },
  }
}

function differs(a: Standing, b: Standing): boolean {
  const rights = a.mayInvite !== b.mayInvite || a.structure !== b.structure || a.actor.role !== b.actor.role
  return rights || a.actor.name !== b.actor.name
}
