import type { Role, Topic } from '../domain/vocabulary'

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
/** `portal-secret`: base64url of 32 random bytes from which join codes derive. */
export type SecretName = 'portal-secret' | 'mail-password' | 'mail-oauth' | 'sms-secret' | 'audit-anchor'

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
}

/** The system's notifications (L9). */
export interface Notifier {
  notify(title: string, body: string): void
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

/** Files the operator chooses a place for. */
export interface Files {
  /** Asks where to save; null: nowhere. `extension` without the dot. */
  saveAs(suggestion: { readonly name: string; readonly extension: string }): Promise<FileSink | null>
}

/** Who acts, checked against access.ts in every service. */
export interface Actor {
  readonly personId: string
  readonly name: string
  readonly role: Role
}
