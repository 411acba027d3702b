import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppState } from '../contract/app'
import type { KeysInput } from '../contract/backups'
import type { Command } from '../contract/vocabulary'
import { fieldRefusal, Refusal } from '../core/domain/refusal'
import type { Locale, Topic } from '../core/domain/vocabulary'
import type { Portal } from '../core/portal'
import type { ConsoleHost } from '../core/procedures/console-host'
import type { Files, Log } from '../core/services/ports'
import { saveDrawing } from './drawings'
import { describeState } from './app-state'
import { inTurn } from './in-turn'
import { createListeners } from './listeners'
import { createOwnPortal } from './own-portal'
import { openPlace, type Place } from './place'
import type { Portals } from './portals'
import type { Preferences } from './preferences'
import { openSampleIn } from './sample-portal'
import type { Keychain } from './vault/keychain'

export interface PortalHostOptions {
  readonly dataFolder: string
  readonly portals: Portals
  readonly keychain: Keychain | null
  readonly preferences: Preferences
  readonly log: Log
  /** The language until the operator chooses one. */
  readonly systemLocale: Locale
  readonly version: string
  readonly platform: AppState['platform']
  readonly copyText: (text: string) => void
  /** Base64 of a PNG. */
  readonly copyPicture: (data: string) => Promise<void>
  readonly setFullScreen: (on: boolean) => void
  readonly files: Files
  /** One page of PDF with the drawing of this SVG text. */
  readonly printDrawing: (svg: string) => Promise<Uint8Array>
}

/** What the shell itself does with the host, beside what procedures do. */
export interface PortalHost extends ConsoleHost {
  /** Opens what is there; with `sample`, the sample company on top. Never rejects: what hinders is in the state. */
  start(options: { readonly sample: boolean }): Promise<void>
  /** Sends a command of the native menu to the window. */
  command(command: Command): void
  /** Minutes after which the console locks by itself; 0: never, also while nobody is signed in (A4). */
  idleLockMinutes(): number
  /** Whether a portal is at work that closing would cut off. */
  isWorking(): boolean
  /** Stops outboxes and join sites and closes the stores. */
  close(): Promise<void>
}

/** The program around the portal: which one is open, who is signed in, and what the device remembers. */
export function createPortalHost(options: PortalHostOptions): PortalHost {
  const { log, portals, preferences } = options
  const sampleFolder = join(options.dataFolder, 'sample')
  const changes = createListeners<readonly Topic[]>(log)
  const commands = createListeners<Command>(log)
  const announce = (): void => changes.tell(['session'])
  const own = createOwnPortal({ folder: join(options.dataFolder, 'portal'), portals, keychain: options.keychain, log })
  const turn = inTurn()
  let ownPlace: Place | null = null
  let sample: Place | null = null

  const placeOf = (portal: Portal): Place =>
    openPlace(portal, {
      isShown: () => shown()?.portal === portal,
      tell: (topics) => changes.tell(topics),
    })
  const shown = (): Place | null => sample ?? ownPlace
  const settleOwn = (): void => {
    if (own.state.kind === 'open' && !ownPlace) ownPlace = placeOf(own.state.portal)
  }
  /** Opens the own portal by `open`, and signs in who proved themselves for it. */
  const withNewKeys = async ({ login, password }: KeysInput, open: () => Promise<void>): Promise<void> => {
    if (sample) throw new Refusal('NOT_ALLOWED')
    await open()
    settleOwn()
    try {
      await ownPlace?.session.signIn(login, password)
    } finally {
      announce()
    }
  }
  const isKiosk = (): boolean => shown()?.session.current()?.kiosk ?? false
  const demandPlace = (): Place => {
    const place = shown()
    if (!place) throw new Refusal(own.state.kind === 'locked' ? 'VAULT_LOCKED' : 'NOT_SIGNED_IN')
    return place
  }
  const openSample = async (): Promise<void> => {
    if (sample) return
    ownPlace?.session.signOut()
    const entered = await openSampleIn(sampleFolder, portals, log)
    sample = placeOf(entered.portal)
    await sample.session.enter(entered.actor)
  }
  const leaveSample = async (): Promise<void> => {
    const left = sample
    if (!left) return
    sample = null
    left.leave()
    await left.portal.close()
    announce()
  }

  return {
    state: () => describeState({ ...options, own: own.state, place: shown(), inSample: sample !== null }),
    async signedIn() {
      const { portal, session } = demandPlace()
      return { portal, actor: await session.demand() }
    },
    listen: changes.listen,
    listenForCommands: commands.listen,
    command(command) {
      if (!isKiosk()) commands.tell(command)
    },

    start: ({ sample: wanted }) =>
      turn(async () => {
        await own.find()
        settleOwn()
        if (wanted)
          await openSample().catch((error: unknown) => log.error('the sample company cannot be opened', error))
        announce()
      }),
    createPortal: (input) =>
      turn(async () => {
        if (sample) throw new Refusal('PORTAL_EXISTS')
        const entered = await own.create(input)
        preferences.change({ locale: input.locale })
        ownPlace = placeOf(entered.portal)
        await ownPlace.session.enter(entered.actor)
      }),
    tryAgain: () =>
      turn(async () => {
        if (own.state.kind !== 'problem') return
        await own.find()
        settleOwn()
        announce()
      }),
    openSample: () => turn(openSample),
    leaveSample: () => turn(leaveSample),
    removeSample: () =>
      turn(async () => {
        await leaveSample()
        await rm(sampleFolder, { recursive: true, force: true, maxRetries: 3 })
        announce()
      }),
    unlockVault: (passphrase) =>
      turn(async () => {
        try {
          await own.unlock(passphrase)
          settleOwn()
        } finally {
          announce()
        }
      }),

    restore: (backupId) =>
      turn(async () => {
        const { portal, session } = demandPlace()
        await portal.decideRestore(await session.demand(), backupId)
        ownPlace?.leave()
        ownPlace = null
        await own.reopen()
        settleOwn()
        announce()
      }),
    restoreNewest: () =>
      turn(async () => {
        await own.restoreNewest()
        settleOwn()
        announce()
      }),

    async chooseCopy() {
      if (sample || own.state.kind !== 'none') throw new Refusal('PORTAL_EXISTS')
      const source = await options.files.choose('usher')
      return source === null ? null : await turn(() => own.offerCopy(source))
    },
    startFromCopy: (input) => turn(() => withNewKeys(input, () => own.startFromCopy(input))),
    renewKeys: (input) => turn(() => withNewKeys(input, () => own.renewKeys(input))),

    signIn: (login, password) => demandPlace().session.signIn(login, password),
    async signOut() {
      if (isKiosk()) throw new Refusal('KIOSK_OPEN')
      // Nobody has a password in the sample company: signing out of it leads out of it.
      if (sample) await turn(leaveSample)
      else ownPlace?.session.signOut()
    },
    lock() {
      if (!sample) ownPlace?.session.lock()
    },
    unlock: (password) => demandPlace().session.unlock(password),
    choosePassword: (next) => demandPlace().session.choosePassword(next),

    async enterKiosk(personId) {
      const { portal, session } = demandPlace()
      session.enterKiosk(await portal.kiosk.begin(await session.demand(), personId))
    },
    async atKiosk(asked) {
      const { portal, session } = demandPlace()
      await session.demandKiosk()
      return { portal, prepared: asked?.take ? session.takePrepared() : null }
    },
    async leaveKiosk(password) {
      const { portal, session } = demandPlace()
      // Nobody has a password in the sample company.
      if (!sample && password === null) throw fieldRefusal('password', 'REQUIRED')
      await portal.kiosk.end(await session.leaveKiosk(sample ? null : password))
    },

    async setLocale(locale) {
      preferences.change({ locale })
      announce()
    },
    async setAppearance(appearance) {
      preferences.change({ appearance })
      announce()
    },
    copyText: options.copyText,
    setFullScreen: options.setFullScreen,
    async copyPicture(data) {
      await demandPlace().session.demand()
      await options.copyPicture(data)
    },
    async saveDrawing(drawing) {
      await demandPlace().session.demand()
      return await saveDrawing(options, drawing)
    },

    idleLockMinutes: () => (shown()?.session.current() ? (shown()?.portal.idleLockMinutes ?? 0) : 0),
    isWorking: () => [ownPlace, sample].some((place) => place?.portal.isWorking() === true),
    close: () =>
      turn(async () => {
        await leaveSample()
        ownPlace?.leave()
        ownPlace = null
        await own.close()
      }),
  }
}
