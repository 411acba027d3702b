import { computed, onUnmounted, ref } from 'vue'
import { useEventListener } from '@vueuse/core'

/** Whatever somebody who is there does. */
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'input'] as const

/**
 * Seconds since anybody did anything. `warning` counts the last `warn` seconds before `limit` down and is null before;
 * at the limit `over` is called once and the clock begins anew; `touch` says that somebody is there. It stands still
 * while `runs` says no.
 */
export function useIdleClock(options: {
  readonly limit: () => number
  readonly warn: number
  readonly runs: () => boolean
  readonly over: () => void
}) {
  let since = Date.now()
  const idle = ref(0)
  const touch = (): void => {
    since = Date.now()
    idle.value = 0
  }
  const look = (): void => {
    if (!options.runs()) return touch()
    idle.value = Math.floor((Date.now() - since) / 1_000)
    if (idle.value < options.limit()) return
    touch()
    options.over()
  }
  const timer = setInterval(look, 500)
  onUnmounted(() => clearInterval(timer))
  const warning = computed(() => {
    const left = options.limit() - idle.value
    return left <= options.warn && idle.value > 0 ? left : null
  })
  // Once it is asked whether anybody is there, only an answer counts: what asks would vanish under the hand that answers.
  const noticed = (): void => {
    if (warning.value === null) touch()
  }
  useEventListener(window, [...SIGNS], noticed, { capture: true, passive: true })
  return { warning, touch }
}
