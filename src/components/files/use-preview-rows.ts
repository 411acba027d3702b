import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Page } from '../../../electron/contract/base'
import type { AmongNew, ImportRow, WorkProgress } from '../../../electron/contract/file-sessions'
import { FATES, type Fate, isStanding, type Standing } from '../../../electron/contract/vocabulary'
import { usePages } from '../../composables/use-pages'

/** Whether a row would make somebody whose address was probably meant otherwise (Z7). */
export function isMistyped({ fate, lookAlikes }: ImportRow): boolean {
  return fate === 'new' && lookAlikes.some(({ suggestion }) => suggestion !== null)
}

/** Which rows are shown. */
export type Shown = Fate | AmongNew | 'all'

/** How many rows of a checked file meet each fate. */
interface CheckedFile {
  readonly progress: WorkProgress
  readonly fates: Readonly<Record<Fate, number>>
  readonly lookAlikes: number
  readonly standings: Readonly<Record<Standing, number>>
}

/** Of the store whose file was checked. */
export interface CheckedStore {
  readonly id: string | null
  readonly preview: CheckedFile | null
  /** Counts the checks: the rows shown belong to one. */
  readonly checks: number
  choose(rows: readonly ImportRow[], included: boolean): Promise<boolean>
  correct(rows: readonly ImportRow[]): Promise<readonly ImportRow[]>
}

/** Asks for a page of rows: of one fate, or all. */
export type LoadRows = (asked: Asked) => Promise<Page<ImportRow>>
interface Asked {
  readonly id: string
  readonly fate: Fate | AmongNew | null
  readonly cursor: string | null
  readonly limit: number
}

/**
 * The rows of a checked file, page by page, those of one fate or all (S6, D4): `chips` to choose which, in the order of
 * `kinds`, and `include` to take rows in or leave them out, `correct` to take addresses as they
 * were meant (Z7). `onRestart` is called when the rows begin anew.
 */
export function usePreviewRows(
  store: CheckedStore,
  {
    kinds,
    load,
    onRestart,
  }: {
    readonly kinds: readonly Shown[]
    readonly load: LoadRows
    readonly onRestart: () => void
  },
) {
  const { t } = useI18n()
  const shown = ref<Shown>('all')
  const ready = computed(() => store.preview?.progress.state === 'done')

  function countOf(kind: Shown): number {
    const now = store.preview
    if (!now) return 0
    if (kind === 'all') return FATES.reduce((sum, fate) => sum + now.fates[fate], 0)
    if (kind === 'look-alike') return now.lookAlikes
    return isStanding(kind) ? now.standings[kind] : now.fates[kind]
  }
  const chips = computed(() =>
    kinds
      .map((value) => ({ value, label: t(`import.chips.${value}`), count: countOf(value) }))
      .filter((chip) => chip.count > 0 || chip.value === 'all' || chip.value === shown.value),
  )

  const pages = usePages<ImportRow>((cursor, limit) => {
    const fate = shown.value === 'all' ? null : shown.value
    return load({ id: store.id ?? '', fate, cursor, limit })
  }, 200)
  watch(
    () => [store.checks, shown.value, ready.value] as const,
    async ([, , isReady]) => {
      if (!isReady) return
      await pages.restart()
      onRestart()
    },
    { immediate: true },
  )

  async function include(rows: readonly ImportRow[], included: boolean): Promise<void> {
    const changing = rows.filter((row) => row.included !== included)
    if (changing.length === 0 || !(await store.choose(changing, included))) return
    const changed = new Set(changing.map((row) => row.row))
    pages.rows.value = pages.rows.value.map((row) => (changed.has(row.row) ? { ...row, included } : row))
  }

  let correcting = false
  /** Z7: rows shown whose address was probably meant otherwise. */
  const mistyped = computed(() => pages.rows.value.filter(isMistyped))
  /** Their addresses are the ones they were meant to be; the rows stay in their places, whatever they are now. */
  async function correct(rows: readonly ImportRow[]): Promise<void> {
    // A second click would be about rows that are another's already.
    if (correcting) return
    correcting = true
    const corrected = new Map((await store.correct(rows)).map((row) => [row.row, row]))
    correcting = false
    pages.rows.value = pages.rows.value.map((row) => corrected.get(row.row) ?? row)
  }

  return { shown, countOf, chips, pages, include, mistyped, correct }
}
