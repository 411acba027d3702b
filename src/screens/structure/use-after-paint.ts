import { ref, type Ref, watch } from 'vue'

/** False until what `ready` waits for has been painted: the frame after the one it was drawn in. */
export function useAfterPaint(ready: () => boolean): Ref<boolean> {
  const painted = ref(false)
  const stop = watch(
    ready,
    (now) => {
      if (!now) return
      requestAnimationFrame(() => requestAnimationFrame(() => (painted.value = true)))
      queueMicrotask(() => stop())
    },
    { immediate: true, flush: 'post' },
  )
  return painted
}
