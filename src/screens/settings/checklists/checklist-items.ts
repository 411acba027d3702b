import type { Checklist } from '../../../../electron/contract/tasks'
import type { TaskOwner } from '../../../../electron/contract/vocabulary'

/** A task of a checklist while it is being edited. */
export interface EditedItem {
  /** Tells rows apart, also those that are not saved yet. */
  readonly key: number
  /** Null: not saved yet. */
  readonly id: string | null
  title: string
  dueDays: number | null
  owner: TaskOwner
  ownerId: string | null
  ownerName: string
}

let lastKey = 0

export function newItem(): EditedItem {
  lastKey += 1
  return { key: lastKey, id: null, title: '', dueDays: null, owner: 'nobody', ownerId: null, ownerName: '' }
}

export function itemsOf(checklist: Checklist): EditedItem[] {
  return checklist.items.map(({ dueDays, id, owner, ownerPerson, title }) => ({
    ...newItem(),
    id,
    title,
    dueDays,
    owner,
    ownerId: ownerPerson?.id ?? null,
    ownerName: ownerPerson?.name ?? '',
  }))
}

/** The same items with the one at `from` at `to`; unchanged where there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const result = [...items]
  if (to < 0 || to >= items.length) return result
  result.splice(to, 0, ...result.splice(from, 1))
  return result
}
