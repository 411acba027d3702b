import type { Topic } from '../core/domain/vocabulary'
import type { Portal } from '../core/portal'
import { createOperatorSession, type OperatorSession } from './operator-session'

/** A portal that is open on this console, with the session over it. */
export interface Place {
  readonly portal: Portal
  readonly session: OperatorSession
  leave(): void
}

/** The session over an open portal. While it `isShown`, the window is told of every change of the portal and of the session. */
export function openPlace(
  portal: Portal,
  { isShown, tell }: { isShown(): boolean; tell(topics: readonly Topic[]): void },
): Place {
  const session = createOperatorSession(portal, () => isShown() && tell(['session']))
  const stop = portal.changes.listen((topics) => isShown() && tell(topics))
  return {
    portal,
    session,
    leave() {
      stop()
      session.end()
    },
  }
}
