import { setImmediate } from 'node:timers/promises'

/** Longest stretch of work without letting anything else through, in milliseconds. */
const SLICE = 4

let began = performance.now()

/**
 * Whether work of this process has gone on for a slice without letting anything else through. There is one clock for
 * all of it: many short pieces in a row hold others up as one long one does.
 */
export function sliceIsOver(): boolean {
  return performance.now() - began > SLICE
}

/** To be awaited between small pieces of work: a pause when a slice is used up, undefined before. */
export function paced(): Promise<void> | undefined {
  return sliceIsOver() ? nextSlice() : undefined
}

/** Lets other work of the process through; a new slice begins. */
export async function nextSlice(): Promise<void> {
  await setImmediate()
  began = performance.now()
}
