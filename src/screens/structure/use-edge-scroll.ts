import { onScopeDispose, type Ref } from 'vue'

/** How near to an edge scrolling begins, and its quickest pace there, in px and px a frame. */
const NEAR = 40
const FASTEST = 16

/** Px to scroll in a frame for a point `y` px below the top of something `height` px high; negative: upwards. */
export function edgePace(y: number, height: number): number {
  const depth = y < NEAR ? y - NEAR : Math.max(0, y - (height - NEAR))
  return Math.round((Math.max(-NEAR, Math.min(NEAR, depth)) / NEAR) * FASTEST)
}

/** Scrolls a container for as long as something is held near its upper or lower edge. */
export function useEdgeScroll(container: Readonly<Ref<HTMLElement | null>>) {
  let pace = 0
  let frame = 0

  function step(): void {
    frame = 0
    if (pace === 0 || !container.value) return
    container.value.scrollTop += pace
    frame = requestAnimationFrame(step)
  }

  /** Tells where the thing is held: `clientY` in px of the window. */
  function at(clientY: number): void {
    const box = container.value?.getBoundingClientRect()
    pace = box ? edgePace(clientY - box.top, box.height) : 0
    if (pace !== 0 && frame === 0) frame = requestAnimationFrame(step)
  }

  function stop(): void {
    pace = 0
    cancelAnimationFrame(frame)
    frame = 0
  }
  onScopeDispose(stop)

  return { at, stop }
}
