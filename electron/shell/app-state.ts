import type { AppState, Operator } from '../contract/app'
import type { Phase, VaultKind } from '../contract/vocabulary'
import type { Locale } from '../core/domain/vocabulary'
import type { Portal } from '../core/portal'
import type { OperatorSession, SessionState } from './operator-session'
import type { OwnPortalState } from './own-portal'
import type { Preferences } from './preferences'
import type { Keychain } from './vault/keychain'

/** All that the state of the console follows from. */
export interface StateFacts {
  readonly own: OwnPortalState
  /** The portal that is shown, the own one or the sample company. */
  readonly place: { readonly portal: Portal; readonly session: OperatorSession } | null
  readonly inSample: boolean
  readonly keychain: Keychain | null
  readonly preferences: Preferences
  readonly systemLocale: Locale
  readonly version: string
  readonly platform: AppState['platform']
}

/** What the window is told before anything else. */
export function describeState(facts: StateFacts): AppState {
  const { own, place, inSample, preferences } = facts
  const session = place?.session.current() ?? null
  // At a kiosk stands somebody whom the operator's name does not concern (J3).
  const shown = session?.kiosk ? null : session
  const operator: Operator | null = shown && {
    id: shown.actor.personId,
    name: shown.actor.name,
    role: shown.actor.role,
    mayInvite: shown.mayInvite,
    structure: shown.structure,
  }
  return {
    phase: phaseOf(own, place !== null, session),
    portal: place && { name: place.portal.name, country: place.portal.country, sample: inSample },
    operator,
    vault: inSample ? 'memory' : vaultOf(own, facts.keychain),
    hasOwnPortal: own.kind !== 'none',
    locale: preferences.values.locale ?? facts.systemLocale,
    appearance: preferences.values.appearance,
    version: facts.version,
    platform: facts.platform,
    problem: !inSample && own.kind === 'problem' ? own.problem : null,
    newestBackup: !inSample && own.kind === 'problem' ? own.newestBackup : null,
  }
}

type SessionFacts = Pick<SessionState, 'locked' | 'kiosk' | 'temporaryGeneration'>

function phaseOf(own: OwnPortalState, isOpen: boolean, session: SessionFacts | null): Phase {
  if (isOpen) {
    if (!session) return 'sign-in'
    if (session.locked) return 'locked'
    if (session.kiosk) return 'kiosk'
    return session.temporaryGeneration === null ? 'open' : 'choose-password'
  }
  if (own.kind === 'problem') return 'problem'
  return own.kind === 'locked' ? 'vault' : 'setup'
}

function vaultOf(own: OwnPortalState, keychain: Keychain | null): VaultKind {
  if (own.kind === 'open') return own.vault
  return own.kind === 'locked' || !keychain ? 'passphrase' : 'system'
}
