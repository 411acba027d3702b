import { Refusal } from '../core/domain/refusal'
import type { Portal } from '../core/portal'
import type { Topic } from '../core/domain/vocabulary'
import type { Actor } from '../core/services/ports'
import type { Standing } from '../core/services/standing'

/** A change of these may change what somebody may: heads and owners may hold a delegation (Z11). */
const DECIDING: ReadonlySet<Topic> = new Set<Topic>(['people', 'settings', 'structure', 'workgroups'])

/** Who is signed in to a portal, held in memory only: whoever starts the console anew signs in anew. */
export interface OperatorSession {
  current(): (Standing & { readonly locked: boolean }) | null
  /** Who is signed in, with the role they have at this moment. Throws NOT_SIGNED_IN, or CONSOLE_LOCKED while locked. */
  demand(): Promise<Actor>
  /** Signs somebody in who has proved themselves already. */
  enter(actor: Actor): Promise<void>
  signIn(login: string, password: string): Promise<void>
  signOut(): void
  lock(): void
  unlock(password: string): Promise<void>
  /** Ends with the portal: stops following its changes. */
  end(): void
}

/**
 * The session over one open portal. It follows the portal's changes, so that somebody who is dismissed, or is no longer an
 * administrator, loses their rights here at once (A2, S4). `announce` is called when what the window should show changed.
 */
export function createOperatorSession(portal: Portal, announce: () => void): OperatorSession {
  let state: (Standing & { readonly locked: boolean }) | null = null

  const change = (next: typeof state): void => {
    state = next
    announce()
  }
  const reread = async (): Promise<void> => {
    const asked = state
    if (!asked) return
    const standing = await portal.standing(asked.actor.personId)
    // Somebody may have signed out, locked or signed in meanwhile; only what is still the same session is updated.
    if (state?.actor.personId !== asked.actor.personId) return
    if (!standing) change(null)
    else if (differs(state, standing)) change({ ...standing, locked: state.locked })
  }
  const stop = portal.changes.listen((topics) => {
    if (topics.some((topic) => DECIDING.has(topic))) void reread()
  })
  const enter = async (actor: Actor): Promise<void> => {
    const standing = await portal.standing(actor.personId)
    if (!standing) throw new Refusal('NOT_SIGNED_IN')
    change({ ...standing, locked: false })
  }

  return {
    current: () => state,
    async demand() {
      // The announcement of a change may still be on its way: what counts is what the store says now.
      await reread()
      if (!state) throw new Refusal('NOT_SIGNED_IN')
      if (state.locked) throw new Refusal('CONSOLE_LOCKED')
      return state.actor
    },
    enter,
    async signIn(login, password) {
      await enter(await portal.accounts.signIn(login, password, 'console'))
    },
    signOut() {
      if (state) change(null)
    },
    lock() {
      if (state && !state.locked) change({ ...state, locked: true })
    },
    async unlock(password) {
      const asked = state
      if (!asked) throw new Refusal('NOT_SIGNED_IN')
      await portal.accounts.verify(asked.actor.personId, password)
      if (state?.actor.personId !== asked.actor.personId) throw new Refusal('NOT_SIGNED_IN')
      change({ ...state, locked: false })
    },
    end() {
      stop()
      state = null
    },
  }
}

function differs(a: Standing, b: Standing): boolean {
  const rights = a.mayInvite !== b.mayInvite || a.structure !== b.structure || a.actor.role !== b.actor.role
  return rights || a.actor.name !== b.actor.name
}
