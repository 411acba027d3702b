const STEP = 16
/** From here on a level is set in by less: the names of deep departments need the room. */
const DEEP = 4
const DEEP_STEP = 6

/** How far the row of a tree is set in, in px. The root has depth 0. */
export function indentOf(depth: number): number {
  const near = Math.min(depth, DEEP)
  return near * STEP + (depth - near) * DEEP_STEP
}
