import type { WorkProgress } from '../../../electron/contract/file-sessions'

/** How often a piece of long work is looked at, in milliseconds. */
const LOOK_EVERY = 250

export function isUnderWay(progress: WorkProgress | null): boolean {
  return progress !== null && (progress.state === 'waiting' || progress.state === 'running')
}

/** How far the work is, from 0 to 1; null while nobody can tell. */
export function shareOf(progress: Pick<WorkProgress, 'done' | 'total'>): number | null {
  return progress.total > 0 ? Math.min(1, progress.done / progress.total) : null
}

/**
 * Looks at long work in the main process until it has ended or `isWanted` says no. `take` gets every report. Throws what
 * `ask` throws.
 */
export async function followWork<Report>(
  ask: () => Promise<Report>,
  progressOf: (report: Report) => WorkProgress,
  take: (report: Report) => void,
  isWanted: () => boolean,
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY)),
): Promise<void> {
  for (;;) {
    const report = await ask()
    if (!isWanted()) return
    take(report)
    if (!isUnderWay(progressOf(report))) return
    await pause()
    if (!isWanted()) return
  }
}

/** A time as people say it: whole seconds in fives up to a minute, then whole minutes. */
export function roundedTime(milliseconds: number): { readonly unit: 'seconds' | 'minutes'; readonly count: number } {
  const seconds = milliseconds / 1_000
  if (seconds < 57) return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) }
  return { unit: 'minutes', count: Math.max(1, Math.round(seconds / 60)) }
}
