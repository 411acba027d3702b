import type { AppState, SetupInput } from '../../contract/app'
import type { BackupContents, KeysInput } from '../../contract/backups'
import type { Appearance, Command } from '../../contract/vocabulary'
import type { Locale, Topic } from '../domain/vocabulary'
import type { Portal } from '../portal'
import type { Actor } from '../services/ports'

/**
 * What the procedures need of the program around them: which portal is open, who is signed in, and the few things
 * only the device can do. The shell implements it over Electron; tests implement it in plain Node.
 */
export interface ConsoleHost {
  state(): AppState

  /**
   * The open portal and who is signed in to it, with the role they have at this moment (A2, S4). Throws Refusal
   * NOT_SIGNED_IN, CONSOLE_LOCKED while locked, KIOSK_OPEN, or PASSWORD_CHANGE_REQUIRED after a temporary password.
   */
  signedIn(): Promise<{ readonly portal: Portal; readonly actor: Actor }>
  /** Calls back with the topics of every change of the open portal and of the session itself, until told to stop. */
  listen(listener: (topics: readonly Topic[]) => void): () => void
  /** Calls back with each command chosen in the native menu, until told to stop. */
  listenForCommands(listener: (command: Command) => void): () => void

  /** Creates the own portal and signs its administrator in. Throws PORTAL_EXISTS, PASSPHRASE_REQUIRED, INVALID_INPUT. */
  createPortal(input: SetupInput): Promise<void>
  /** Looks again at a portal that could not be opened; does nothing in any other state. */
  tryAgain(): Promise<void>
  openSample(): Promise<void>
  removeSample(): Promise<void>
  leaveSample(): Promise<void>
  /** Throws VAULT_WRONG_PASSPHRASE or VAULT_UNREADABLE. */
  unlockVault(passphrase: string): Promise<void>

  /**
   * Puts a copy in the place of the own portal's data and opens it: everybody signs in anew. Throws NOT_SIGNED_IN,
   * NOT_ALLOWED, NOT_FOUND, BACKUP_DAMAGED, BACKUP_OF_ANOTHER_PORTAL, STORE_NEWER.
   */
  restore(backupId: string): Promise<void>
  /** The same with the newest sound copy where the data file is damaged. Throws NOT_ALLOWED at any other time, BACKUP_MISSING. */
  restoreNewest(): Promise<void>
  /**
   * At set-up: takes in the copy that the operator chooses to start from; null: none. Throws PORTAL_EXISTS,
   * BACKUP_DAMAGED, STORE_NEWER.
   */
  chooseCopy(): Promise<BackupContents | null>
  /**
   * Begins with that copy and signs in who proved themselves as an administrator of it. Throws NOT_FOUND, WRONG_CREDENTIALS,
   * WAIT_BEFORE_NEXT_TRY, NOT_ALLOWED, PASSPHRASE_REQUIRED, INVALID_INPUT for the passphrase.
   */
  startFromCopy(input: KeysInput): Promise<void>
  /** The same with the data that is there, where its vault cannot be opened. Throws NOT_ALLOWED in any other state. */
  renewKeys(input: KeysInput): Promise<void>

  signIn(login: string, password: string): Promise<void>
  signOut(): Promise<void>
  lock(): void
  unlock(password: string): Promise<void>
  /** R2: an own password in place of the temporary one the operator signed in with. */
  choosePassword(next: string): Promise<void>

  /** J3: shuts everything but the kiosk. Throws what KioskService.begin throws. */
  enterKiosk(personId: string | null): Promise<void>
  /**
   * The open portal while it is a kiosk; throws NOT_ALLOWED at any other time. `prepared`: the code of the invitation the
   * operator opened, handed over once, where `take` asks for it.
   */
  atKiosk(asked?: { readonly take: boolean }): Promise<{ readonly portal: Portal; readonly prepared: string | null }>
  /** Throws INVALID_INPUT, WRONG_CREDENTIALS, WAIT_BEFORE_NEXT_TRY {seconds}, NOT_ALLOWED where there is no kiosk. */
  leaveKiosk(password: string | null): Promise<void>

  setLocale(locale: Locale): Promise<void>
  setAppearance(appearance: Appearance): Promise<void>
  copyText(text: string): void
  /** Q1. `data`: base64 of a PNG. Throws NOT_SIGNED_IN, INVALID_INPUT. */
  copyPicture(data: string): Promise<void>
  /** Q1: lets the window fill the screen, or gives it back its size. */
  setFullScreen(on: boolean): void
  /** Saves a drawing where the operator chooses; null: nowhere. Throws NOT_SIGNED_IN, FILE_NOT_WRITTEN. */
  saveDrawing(drawing: {
    readonly name: string
    readonly kind: 'svg' | 'png' | 'pdf'
    readonly data: string
  }): Promise<{ readonly file: string } | null>
}
