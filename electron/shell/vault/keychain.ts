/** The system's keychain, where it really protects. */
export interface Keychain {
  /** What keeps the key, noted in the vault file for whoever has to find out why it no longer opens. */
  readonly backend: string
  encrypt(text: string): Buffer
  /** Null when it cannot be decrypted with what the system has now. */
  decrypt(blob: Buffer): string | null
}
