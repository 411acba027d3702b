import { type Ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { takeUpFocus } from '../composables/refocus'

/** After a way out of a screen that goes with it: the keyboard goes on in `page`, where the next one stands. */
export function useScreenFocus(page: Readonly<Ref<HTMLElement | null>>): void {
  const route = useRoute()
  watch(
    () => route.name,
    (_, before) => {
      // At the start it stands before everything, the navigation too.
      if (before !== undefined) takeUpFocus(page.value)
    },
    { flush: 'post' },
  )
}
