import type { Locale, Role, Topic } from '../domain/vocabulary'

/** Now, in milliseconds UTC. */
export interface Clock {
  now(): number
}

/** Cryptographic randomness. */
export interface Randomness {
  bytes(length: number): Uint8Array
}

/**
 * Keeps secrets outside the store. Implementations encrypt; an unreadable vault throws Refusal VAULT_UNREADABLE and is
 * never taken for an empty one.
 */
export interface Vault {
  get(name: SecretName): string | null
  set(name: SecretName, value: string): void
  remove(name: SecretName): void
}
/**
 * `portal-secret`: see newPortalSecret. `restoring`: that a copy is to take the place of the data, and `new-keys`: that
 * everything made with a vault that was lost is to end; kept here because whoever has the data file alone must not be
 * able to say so.
 */
export type SecretName =
  | 'portal-secret'
  | 'mail-password'
  | 'mail-oauth'
  | 'sms-secret'
  | 'audit-anchor'
  | 'restoring'
  | 'new-keys'

/** What core writes about itself; secrets and join codes never go in. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  error(message: string, error: unknown): void
}

/** Tells listeners what changed, after the change is committed (C4). */
export interface Changes {
  announce(...topics: readonly Topic[]): void
  /** Calls back once for each announcement until the returned function is called. */
  listen(listener: (topics: readonly Topic[]) => void): () => void
}

/** The system's mail program (M1). */
export interface MailApp {
  /** Whether the system knows a program for mailto links. */
  available(): boolean
  /** Resolves when the system took the link over; that never means that a message was sent. Throws Refusal MAIL_APP_MISSING. */
  open(mailtoUrl: string): Promise<void>
  /** Opens an unsent message as a file (M3). Throws Refusal DRAFT_NOT_OPENED where no program takes it. */
  openDraftFile(message: Uint8Array): Promise<void>
  /** Whether Apple Mail can be asked for a new message. */
  readonly appleMail: boolean
  /** Fills in a new message in Apple Mail. Throws Refusal DRAFT_NOT_OPENED, APPLE_MAIL_NOT_ALLOWED. */
  openInAppleMail(draft: AppleMailDraft): Promise<void>
}

/** A new message as it stands in Apple Mail: plain text, for it takes no other. */
export interface AppleMailDraft {
  readonly to: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly text: string
}

/** Pages of the web, in the system's browser. */
export interface WebPages {
  /** Opens the page at which a mail provider lets somebody sign in; any other address is an error. */
  openSignIn(address: string): Promise<void>
}

/** The system's own messaging (SM6). */
export interface SmsApp {
  /** Whether the system knows a program for sms: links. */
  available(): boolean
  /**
   * Opens a new message to one number (E.164) with its text. Resolves when the system took it over; that never means that it
   * was sent. Throws Refusal SMS_APP_MISSING.
   */
  open(message: { readonly phone: string; readonly text: string }): Promise<void>
}

/** Messengers on this computer and in the browser (L8). */
export interface ShareApps {
  /** Opens an address that domain/share-links.ts made. Throws Refusal VIBER_MISSING where that program is not there. */
  open(url: string): Promise<void>
}

/** The system's notifications (L9). */
export interface Notifier {
  notify(title: string, body: string): void
}

/** Who sits at the console. */
export interface Presence {
  /** Person id of who sits at the console now; null: nobody, as while it is locked. */
  current(): string | null
}

/** A page to print: HTML that may hold styles and pictures (data:) of its own, runs no scripts and reaches nothing. */
export interface PrintedPage {
  /** What the print queue calls it. */
  readonly title: string
  readonly locale: Locale
  /** CSS. */
  readonly styles: string
  /**
   * Markup with every text in it escaped; or that of each page of many alike, made to be cut up: they can be printed in
   * parts, and as PDF have none of the structure that readers aloud use, which takes long to write.
   */
  readonly body: string | readonly string[]
}

/** The system's printing. */
export interface Printer {
  /**
   * Opens the system's print dialog. Resolves to false where the operator printed nothing. Throws PRINT_FAILED {reason}, and the
   * signal's reason once it is aborted.
   */
  print(page: PrintedPage, signal?: AbortSignal): Promise<boolean>
  /** The page as PDF, as large as its own @page says. Throws the signal's reason once it is aborted. */
  pdf(page: PrintedPage, signal?: AbortSignal): Promise<Uint8Array>
}

/** A file being written: it appears under its name only when ended, and not at all when given up. */
export interface FileSink {
  /** The name the operator chose, with its folder. */
  readonly path: string
  /** Resolves when more may be written. Throws FILE_NOT_WRITTEN {reason}. */
  write(part: string | Uint8Array): Promise<void>
  end(): Promise<void>
  giveUp(): Promise<void>
}

/** Files the operator chooses. */
export interface Files {
  /** Asks where to save; null: nowhere. `extension` without the dot. */
  saveAs(suggestion: { readonly name: string; readonly extension: string }): Promise<FileSink | null>
  /** Asks for a file to read; its path, or null: none. `extension` without the dot. */
  choose(extension: string): Promise<string | null>
}

/** Who acts, checked against access.ts in every service. */
export interface Actor {
  readonly personId: string
  readonly name: string
  readonly role: Role
}
