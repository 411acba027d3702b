/** The longest wait in seconds, so that a changed setting is noticed soon. */
const LONGEST_WAIT = 30

/**
 * A4: `lock` when the computer has been idle for `limitMinutes`, else the seconds until it is worth looking again.
 * A limit of 0 never locks.
 */
export function secondsToNextLook(idleSeconds: number, limitMinutes: number): number | 'lock' {
  if (limitMinutes <= 0) return LONGEST_WAIT
  const left = limitMinutes * 60 - idleSeconds
  return left <= 0 ? 'lock' : Math.max(1, Math.min(LONGEST_WAIT, left))
}

/**
 * A4: for how many seconds nobody has used the console. `systemIdle`, in seconds, is what the system counts; nobody can
 * have left the console for longer than the `running` seconds it has been watched.
 */
export function idleSeconds({
  systemIdle,
  running,
}: {
  readonly systemIdle: number
  readonly running: number
}): number {
  return Math.min(systemIdle, running)
}
