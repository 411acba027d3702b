import { computed, ref, shallowRef } from 'vue'
import type { ImportRow, WorkProgress } from '../../../electron/contract/file-sessions'
import { refusalOf } from '../../portal'
import { followWork, isUnderWay } from '../work/work'
import type { fileSession, Stage } from './file-session'

/** Rows the contract takes in one choice. */
const MOST_CHOSEN = 10_000
/** And in one correction. */
const MOST_CORRECTED = 200

/** Who checks the rows of a file: the imports, or the bulk invitations. */
interface Checker<Preview> {
  preview(asked: { readonly id: string }): Promise<Preview>
  choose(asked: { readonly id: string; readonly rows: number[]; readonly included: boolean }): Promise<Preview>
  correct(asked: { readonly id: string; readonly rows: number[] }): Promise<readonly ImportRow[]>
}

/** Looking through the rows of a file before anything is done (S6, D4); a check that was cancelled leads `back`. */
export function fileCheck<Preview extends { readonly progress: WorkProgress }>(
  checker: Checker<Preview>,
  file: Pick<ReturnType<typeof fileSession>, 'id' | 'refusal' | 'stage'>,
  back: Stage,
) {
  const preview = shallowRef<Preview | null>(null)
  /** Counts the checks: the rows shown belong to one. */
  const checks = ref(0)
  const checking = computed(() => isUnderWay(preview.value?.progress ?? null))

  async function follow(id: string, isWanted: () => boolean): Promise<void> {
    await followWork(
      () => checker.preview({ id }),
      (each) => each.progress,
      (each) => (preview.value = each),
      isWanted,
    )
    if (!isWanted()) return
    if (preview.value?.progress.state === 'cancelled') file.stage.value = back
    else checks.value += 1
  }

  /** Takes rows in or leaves them out. Returns whether it was done. */
  async function choose(rows: readonly Pick<ImportRow, 'row'>[], included: boolean): Promise<boolean> {
    const id = file.id.value
    if (id === null) return false
    try {
      for (let start = 0; start < rows.length; start += MOST_CHOSEN) {
        const some = rows.slice(start, start + MOST_CHOSEN).map((each) => each.row)
        preview.value = await checker.choose({ id, rows: some, included })
      }
      return true
    } catch (error) {
      file.refusal.value = refusalOf(error)
      return false
    }
  }

  /** Z7: takes the addresses these rows were probably meant to have. The rows as they are then; none where it was refused. */
  async function correct(rows: readonly Pick<ImportRow, 'row'>[]): Promise<readonly ImportRow[]> {
    const id = file.id.value
    if (id === null) return []
    const corrected: ImportRow[] = []
    try {
      for (let start = 0; start < rows.length; start += MOST_CORRECTED) {
        const some = rows.slice(start, start + MOST_CORRECTED).map((each) => each.row)
        corrected.push(...(await checker.correct({ id, rows: some })))
      }
      preview.value = await checker.preview({ id })
      file.refusal.value = null
    } catch (error) {
      file.refusal.value = refusalOf(error)
    }
    return corrected
  }

  return { preview, checks, checking, follow, choose, correct }
}
