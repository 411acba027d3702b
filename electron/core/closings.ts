import type { ServiceContext } from './services/service-context'

/** What was started over an open store and must end before the store is closed. */
export interface Closings {
  /** Called as a part starts, or just before, so that one that fails half-way ends too. The log calls the part `name`. */
  add(name: string, end: () => unknown): void
  /**
   * Ends the parts, the latest first, each before the next; a part that fails to end is logged and keeps nothing else open.
   * Then closes the store, and throws only what that throws. Closing twice is closing once.
   */
  closeAll(): Promise<void>
}

export function createClosings({ log, store }: Pick<ServiceContext, 'log' | 'store'>): Closings {
  const parts: { readonly name: string; readonly end: () => unknown }[] = []
  let closed: Promise<void> | null = null

  async function close(): Promise<void> {
    for (const { end, name } of parts.toReversed()) {
      try {
        await end()
      } catch (error) {
        log.error(`closing: ${name}`, error)
      }
    }
    await store.close()
  }

  return {
    add: (name, end) => void parts.push({ name, end }),
    closeAll: () => (closed ??= close()),
  }
}
