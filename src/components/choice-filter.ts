/** Something that can be picked from a list, such as a department. */
export interface Choice {
  readonly id: string
  readonly name: string
  /** Steps below the root, for lists that show a tree. */
  readonly depth: number
  /** Told beside the name where it helps to tell two of the same name apart: the path of a department, else an address. */
  readonly detail?: string
}

/** Folds case, accents and ё, so that a search finds what a person means. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/**
 * The choices whose names hold every word of `search`, in their order. While searching, the tree is drawn flat (depth 0),
 * because the parents of what is found are not shown.
 */
export function filterChoices(choices: readonly Choice[], search: string): readonly Choice[] {
  const words = fold(search).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return choices
  return choices
    .filter((choice) => {
      const text = fold(`${choice.name} ${choice.detail ?? ''}`)
      return words.every((word) => text.includes(word))
    })
    .map((choice) => ({ ...choice, depth: 0 }))
}

/**
 * Makes choices of departments that come parents first: the depth of each, and its path as the detail.
 * Departments whose parent is unknown stand at the top.
 */
export function departmentChoices(
  departments: readonly { readonly id: string; readonly parentId: string | null; readonly name: string }[],
): readonly Choice[] {
  const known = new Map<string, { depth: number; path: readonly string[] }>()
  const children = new Map<string | null, (typeof departments)[number][]>()
  const ids = new Set(departments.map((each) => each.id))
  for (const each of departments) {
    const parent = each.parentId !== null && ids.has(each.parentId) ? each.parentId : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(each)
    else children.set(parent, [each])
  }
  const choices: Choice[] = []
  const waiting = [...(children.get(null) ?? [])].reverse()
  for (let each = waiting.pop(); each; each = waiting.pop()) {
    const above = each.parentId === null ? undefined : known.get(each.parentId)
    const depth = above ? above.depth + 1 : 0
    const path = above?.path ?? []
    known.set(each.id, { depth, path: [...path, each.name] })
    choices.push({ id: each.id, name: each.name, depth, detail: path.join(' › ') })
    waiting.push(...[...(children.get(each.id) ?? [])].reverse())
  }
  return choices
}
