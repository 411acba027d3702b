import { powerMonitor } from 'electron'
import { secondsToNextLook } from './idle-time'

/**
 * A4: locks when nobody used the computer for the set minutes, and at once when its screen locks or it goes to sleep.
 * `idleMinutes` is asked at each look, 0 meaning never by idleness. Returns the function that stops it.
 */
export function watchIdleness(options: { readonly idleMinutes: () => number; readonly lock: () => void }): () => void {
  let timer: NodeJS.Timeout | null = null
  const began = performance.now()
  // Nobody can have left the console alone for longer than it runs, whatever the system counts.
  const idleSeconds = (): number => Math.min(powerMonitor.getSystemIdleTime(), (performance.now() - began) / 1_000)
  const look = (): void => {
    const wait = secondsToNextLook(idleSeconds(), options.idleMinutes())
    if (wait === 'lock') options.lock()
    timer = setTimeout(look, (wait === 'lock' ? LOOK_AGAIN : wait) * 1_000)
    timer.unref()
  }
  powerMonitor.on('lock-screen', options.lock)
  powerMonitor.on('suspend', options.lock)
  look()
  return () => {
    if (timer) clearTimeout(timer)
    powerMonitor.off('lock-screen', options.lock)
    powerMonitor.off('suspend', options.lock)
  }
}

/** Seconds after a lock before looking again; locking what is locked does nothing. */
const LOOK_AGAIN = 60
