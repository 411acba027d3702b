import { powerMonitor } from 'electron'
import { idleSeconds, secondsToNextLook } from './idle-time'

/**
 * A4: locks when nobody used the computer for the set minutes, and at once when its screen locks or it goes to sleep.
 * `idleMinutes` is asked at each look, 0 meaning never by idleness. Returns the function that stops it.
 */
export function watchIdleness(options: { readonly idleMinutes: () => number; readonly lock: () => void }): () => void {
  let timer: NodeJS.Timeout | null = null
  const began = performance.now()
  const look = (): void => {
    const running = (performance.now() - began) / 1_000
    const idle = idleSeconds({ systemIdle: powerMonitor.getSystemIdleTime(), running })
    const wait = secondsToNextLook(idle, options.idleMinutes())
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
