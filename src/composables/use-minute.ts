import { ref } from 'vue'
import { createSharedComposable, useIntervalFn } from '@vueuse/core'

/** The time in milliseconds UTC, moving every half minute; one timer serves all who show how long ago something was. */
export const useMinute = createSharedComposable(() => {
  const now = ref(Date.now())
  useIntervalFn(() => (now.value = Date.now()), 30_000)
  return now
})
