import { reactive, ref } from 'vue'
import { defineStore } from 'pinia'
import type { SheetPaper, SheetWhom } from '../../electron/contract/sheets'
import { onOtherOperator } from '../composables/on-other-operator'

/** Ways to say whom sheets are for, in the order they are offered. */
export const WHOM_KINDS = ['waiting', 'department', 'people', 'batch', 'open-link'] as const
export type WhomKind = (typeof WHOM_KINDS)[number]

export interface SheetPerson {
  readonly id: string
  readonly name: string
}

/** What is to be printed (Q2) and how; it stays while other screens are open, for this operator. */
export const useSheetOrder = defineStore('sheet-order', () => {
  const kind = ref<WhomKind>('waiting')
  const people = ref<readonly SheetPerson[]>([])
  const departmentId = ref<string | null>(null)
  const below = ref(true)
  const batchId = ref<string | null>(null)
  const openLinkDepartmentIds = ref<string[]>([])
  const copies = ref(1)
  /** `locale` is added when it is asked for. */
  const paper = reactive<Omit<SheetPaper, 'locale'>>(initial())
  /** Whether paper and contact were begun with what the portal proposes. */
  const begun = ref(false)

  function initial(): Omit<SheetPaper, 'locale'> {
    return {
      layout: 'letter',
      paper: 'A4',
      language: 'own',
      correction: 'M',
      shiftX: 0,
      shiftY: 0,
      start: 1,
      apart: false,
      contact: '',
    }
  }

  function forPeople(chosen: readonly SheetPerson[]): void {
    people.value = chosen.map(({ id, name }) => ({ id, name }))
    kind.value = 'people'
  }

  function forBatch(id: string): void {
    batchId.value = id
    kind.value = 'batch'
  }

  function forOpenLink(departmentIds: readonly string[]): void {
    openLinkDepartmentIds.value = [...departmentIds]
    kind.value = 'open-link'
  }

  /** As the core asks for it; null while it is not yet said for whom. */
  function whom(): SheetWhom | null {
    switch (kind.value) {
      case 'waiting':
        return { kind: 'waiting' }
      case 'people':
        return people.value.length > 0 ? { kind: 'people', ids: people.value.map((each) => each.id) } : null
      case 'department': {
        const id = departmentId.value
        return id === null ? null : { kind: 'department', departmentId: id, below: below.value }
      }
      case 'batch':
        return batchId.value === null ? null : { kind: 'batch', batchId: batchId.value }
      case 'open-link':
        return { kind: 'open-link', departmentIds: [...openLinkDepartmentIds.value], copies: copies.value }
    }
  }

  onOtherOperator(() => {
    kind.value = 'waiting'
    people.value = []
    departmentId.value = null
    below.value = true
    batchId.value = null
    openLinkDepartmentIds.value = []
    copies.value = 1
    Object.assign(paper, initial())
    begun.value = false
  })

  return {
    kind,
    people,
    departmentId,
    below,
    batchId,
    openLinkDepartmentIds,
    copies,
    paper,
    begun,
    forPeople,
    forBatch,
    forOpenLink,
    whom,
  }
})
