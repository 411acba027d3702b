import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { ImportOutcome, ImportPreview, ImportRow } from '../../../electron/contract/imports'
import type { ImportAs, Locale } from '../../../electron/contract/vocabulary'
import { portal, refusalOf } from '../../portal'
import { fileSession } from '../../components/files/file-session'
import { longWork } from '../../components/files/long-work'
import { followWork, isUnderWay } from '../../components/work/work'

export interface ImportOptions {
  as: ImportAs
  departmentIds: string[]
  workgroupIds: string[]
  makeDepartments: boolean
  /** Null: as the portal is set. */
  locale: Locale | null
  send: boolean
}

/** Rows the contract takes in one choice. */
const MOST_CHOSEN = 10_000

const firstOptions = (): ImportOptions => ({
  as: 'invited',
  departmentIds: [],
  workgroupIds: [],
  makeDepartments: true,
  locale: null,
  send: false,
})

/** An import of people (D4): from the file to its outcome. It outlives the screen and a reloaded window. */
export const useImport = defineStore('import', () => {
  const options = ref(firstOptions())
  const preview = shallowRef<ImportPreview | null>(null)
  const outcome = shallowRef<ImportOutcome | null>(null)
  /** Counts the checks: the rows shown belong to one. */
  const checks = ref(0)

  const file = fileSession(portal.imports, 'import', () => {
    preview.value = null
    outcome.value = null
    options.value = firstOptions()
  })
  const work = longWork(portal.imports, file)
  const checking = computed(() => isUnderWay(preview.value?.progress ?? null))
  const running = computed(() => file.stage.value === 'run' && (outcome.value === null || isUnderWay(outcome.value)))

  async function followCheck(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<ImportPreview> => portal.imports.preview({ id })
    await followWork(
      look,
      (each) => each.progress,
      (each) => (preview.value = each),
      isWanted,
    )
    if (!isWanted()) return
    if (preview.value?.progress.state === 'cancelled') file.stage.value = 'options'
    else checks.value += 1
  }

  /** The dry run: every row against the directory, changing nothing. */
  async function check(): Promise<void> {
    const { as, departmentIds, workgroupIds, makeDepartments } = options.value
    await work.begin(async (id, isWanted) => {
      await portal.imports.check({
        id,
        as,
        departmentIds: [...departmentIds],
        workgroupIds: [...workgroupIds],
        makeDepartments,
      })
      file.refusal.value = null
      preview.value = null
      file.stage.value = 'review'
      await followCheck(id, isWanted)
    })
  }

  /** Takes rows in or leaves them out. Returns whether it was done. */
  async function choose(rows: readonly Pick<ImportRow, 'row'>[], included: boolean): Promise<boolean> {
    const id = file.id.value
    if (id === null) return false
    try {
      for (let start = 0; start < rows.length; start += MOST_CHOSEN) {
        const some = rows.slice(start, start + MOST_CHOSEN).map((each) => each.row)
        preview.value = await portal.imports.choose({ id, rows: some, included })
      }
      return true
    } catch (error) {
      file.refusal.value = refusalOf(error)
      return false
    }
  }

  async function followRun(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<ImportOutcome> => portal.imports.outcome({ id })
    await followWork(
      look,
      (each) => each,
      (each) => (outcome.value = each),
      isWanted,
    )
  }

  /** Imports the included rows. `locale`: language of the invitations where none was chosen. */
  async function run(locale: Locale): Promise<void> {
    const { as, send } = options.value
    await work.begin(async (id, isWanted) => {
      await portal.imports.run({ id, locale: options.value.locale ?? locale, send: as === 'invited' && send })
      file.refusal.value = null
      outcome.value = null
      file.stage.value = 'run'
      await followRun(id, isWanted)
    })
  }

  const takeUp = (): Promise<void> =>
    work.takeUp({
      // Asked only for whether the session is still there, and ours.
      async options(id) {
        await portal.imports.preview({ id })
      },
      review: followCheck,
      async run(id, isWanted) {
        preview.value = await portal.imports.preview({ id })
        await followRun(id, isWanted)
      },
    })

  return {
    ...file,
    options,
    preview,
    outcome,
    checks,
    checking,
    running,
    check,
    choose,
    run,
    cancel: work.cancel,
    takeUp,
  }
})
