import type { BatchResult, RefusalData } from '../../../electron/contract/base'

export interface RefusalGroup {
  readonly key: string
  readonly code: RefusalData['code']
  readonly title: string
  readonly text: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/**
 * Everybody refused, under the reason they share, in the order of the first of each; whoever is told something of their own
 * (a state, a name) stands under that.
 */
export function refusalGroups(
  refused: BatchResult['refused'],
  titleOf: (refusal: RefusalData) => string,
  textOf: (refusal: RefusalData) => string,
): readonly RefusalGroup[] {
  const groups = new Map<string, RefusalGroup & { readonly people: { id: string; name: string }[] }>()
  for (const { id, name, refusal } of refused) {
    const { code } = refusal
    const title = titleOf(refusal)
    const text = textOf(refusal)
    const key = `${code} ${title} ${text}`
    const group = groups.get(key)
    if (group) group.people.push({ id, name })
    else groups.set(key, { key, code, title, text, people: [{ id, name }] })
  }
  return [...groups.values()]
}
