import { shallowReactive } from 'vue'
import type { RefusalData } from '../../electron/contract/base'

export interface Toast {
  readonly id: number
  readonly text: string
  /** Whether it tells of something brought about; else of what stands in the way for now. */
  readonly done: boolean
  readonly refusal: RefusalData | null
  readonly action: { readonly label: string; readonly run: () => void } | null
}

/** What is being said just now, drawn by ToastHost.vue, oldest first. */
export const toasts = shallowReactive<Toast[]>([])
let lastId = 0

/** A refusal takes longer to read than “Saved”. */
const TEXT_STAYS = 4_000
const REFUSAL_STAYS = 12_000

/** Takes a toast away at once. */
export function dismissToast(id: number): void {
  const index = toasts.findIndex((each) => each.id === id)
  if (index !== -1) toasts.splice(index, 1)
}

/** Takes them all away: what was said to one operator is nobody else's. */
export function dismissToasts(): void {
  toasts.splice(0)
}

function add(toast: Omit<Toast, 'id'>, stays: number): number {
  const id = ++lastId
  if (toasts.length >= 3) toasts.shift()
  toasts.push({ ...toast, id })
  setTimeout(() => dismissToast(id), stays)
  return id
}

/** Says that something was done, optionally with one action such as Undo. Returns the id, to take it away sooner. */
function say(text: string, action: Toast['action'] = null): number {
  return add({ text, action, done: true, refusal: null }, action ? REFUSAL_STAYS : TEXT_STAYS)
}

/** Says what was taken note of, but has not come about yet. */
function note(text: string): void {
  add({ text, action: null, done: false, refusal: null }, REFUSAL_STAYS)
}

/** Says why something was refused, where no form stands to show it, optionally with the way to put it right. */
function refuse(refusal: RefusalData, action: Toast['action'] = null): void {
  add({ text: '', action, done: false, refusal }, REFUSAL_STAYS)
}

/** Short words at the lower edge of the window, read out by screen readers. */
export function useToast() {
  return { say, note, refuse }
}
