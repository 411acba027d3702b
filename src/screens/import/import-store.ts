import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { ImportOutcome } from '../../../electron/contract/imports'
import type { ImportAs, Locale } from '../../../electron/contract/vocabulary'
import { portal } from '../../portal'
import { fileCheck } from '../../components/files/file-check'
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
  const outcome = shallowRef<ImportOutcome | null>(null)

  const file = fileSession(portal.imports, 'import', () => {
    preview.value = null
    outcome.value = null
    options.value = firstOptions()
  })
  const work = longWork(portal.imports, file)
  const { preview, checks, checking, follow: followCheck, choose, correct } = fileCheck(portal.imports, file, 'options')
  const running = computed(() => file.stage.value === 'run' && (outcome.value === null || isUnderWay(outcome.value)))

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

  async function followRun(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<ImportOutcome> => portal.imports.outcome({ id })
    await followWork(
      look,
      (each) => each,
      (each) => (outcome.value = each),
      isWanted,
    )
    if (!isWanted()) return
    if (outcome.value?.state === 'done') file.pasted.value = ''
    // Rows that somebody was quicker with are refused only now (S6): they are counted and can be saved like those before (D4).
    preview.value = await portal.imports.preview({ id })
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
      run: followRun,
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
    correct,
    run,
    cancel: work.cancel,
    takeUp,
  }
})
