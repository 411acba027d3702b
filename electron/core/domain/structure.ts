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

/**
 * Head counts with all sub-departments, each person once (D1). `own` counts the members of each department itself;
 * `shared` holds the departments of each person who is in several.
 */
export function countsBelow(
  ordered: readonly TreeNode[],
  own: ReadonlyMap<string, number>,
  shared: readonly (readonly string[])[],
): ReadonlyMap<string, number> {
  const parents = new Map(ordered.map((node) => [node.id, node.parentId]))
  const below = new Map(ordered.map((node) => [node.id, own.get(node.id) ?? 0]))
  for (const departments of shared) {
    const seen = new Set<string>()
    for (const department of departments) {
      for (let id: string | null = department; id !== null; id = parents.get(id) ?? null) {
        // Met before: from here up the sums, which run upwards below, would count this person once more.
        if (seen.has(id)) {
          below.set(id, (below.get(id) ?? 0) - 1)
          break
        }
        seen.add(id)
      }
    }
  }
  for (const node of ordered.toReversed()) {
    if (node.parentId !== null) below.set(node.parentId, (below.get(node.parentId) ?? 0) + (below.get(node.id) ?? 0))
  }
  return below
}

/** `ids` with `id` at `position` (null: last), as often as it was there before. */
export function placedAmong(ids: readonly string[], id: string, position: number | null): readonly string[] {
  const others = ids.filter((each) => each !== id)
  return others.toSpliced(position ?? others.length, 0, id)
}
