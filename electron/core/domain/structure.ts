/** A department as far as the shape of the tree is concerned. */
export interface TreeNode {
  readonly id: string
  readonly parentId: string | null
}

/** Parents before children, siblings in the order given (D1). */
export function inTreeOrder<Node extends TreeNode>(nodes: readonly Node[]): readonly Node[] {
  const children = new Map<string | null, Node[]>()
  for (const node of nodes) {
    const siblings = children.get(node.parentId)
    if (siblings) siblings.push(node)
    else children.set(node.parentId, [node])
  }
  const ordered: Node[] = []
  const waiting = [...(children.get(null) ?? [])].toReversed()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    ordered.push(node)
    for (const child of (children.get(node.id) ?? []).toReversed()) waiting.push(child)
  }
  return ordered
}

export interface HeadCount {
  /** Tells the departments of a person who is in several; each such person once. */
  once(departments: readonly string[]): void
  /** The sums, in the order of the departments. Call it last, and once. */
  below(): readonly number[]
}

/**
 * Counts heads with all sub-departments, each person once (D1). `ordered` holds parents before children; `own` counts
 * the members of each department itself.
 */
export function headCount(ordered: readonly TreeNode[], own: ReadonlyMap<string, number>): HeadCount {
  const places = new Map(ordered.map((node, place) => [node.id, place]))
  const parents = ordered.map((node) => (node.parentId === null ? undefined : places.get(node.parentId)))
  const counts = ordered.map((node) => own.get(node.id) ?? 0)
  const add = (place: number, people: number): void => void (counts[place] = (counts[place] ?? 0) + people)
  return {
    once(departments) {
      const seen = new Set<number>()
      for (const department of departments) {
        for (let place = places.get(department); place !== undefined; place = parents[place]) {
          // Met before: from here up the sums, which run upwards below, would count this person once more.
          if (seen.has(place)) {
            add(place, -1)
            break
          }
          seen.add(place)
        }
      }
    },
    below() {
      for (let place = ordered.length - 1; place > 0; place -= 1) {
        const parent = parents[place]
        if (parent !== undefined) add(parent, counts[place] ?? 0)
      }
      return counts
    },
  }
}

/** `ids` with `id` at `position` (null: last), as often as it was there before. */
export function placedAmong(ids: readonly string[], id: string, position: number | null): readonly string[] {
  const others = ids.filter((each) => each !== id)
  return others.toSpliced(position ?? others.length, 0, id)
}
