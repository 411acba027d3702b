import type { ConsoleHost } from './console-host'

/** Every call carries the host it is for. */
export interface ConsoleContext {
  readonly host: ConsoleHost
}
