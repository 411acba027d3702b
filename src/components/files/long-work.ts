import { type Portal, refusalOf } from '../../portal'
import type { FileSession, Stage } from './file-session'

/** Does something with the session `id`; whether anybody still waits for it is asked between its steps. */
type Work = (id: string, isWanted: () => boolean) => Promise<void>

/** Long work on a file session of `group`: one at a time, its refusals told beside the file. */
export function longWork(group: Pick<Portal['imports'], 'cancel'>, file: FileSession) {
  let turn = 0
  let underWay = 0

  /** Runs `work` in place of the one before. A session that is gone in the main process is gone here too. */
  async function begin(work: Work): Promise<void> {
    const id = file.id.value
    if (id === null) return
    const mine = ++turn
    const isWanted = (): boolean => mine === turn && file.id.value === id
    underWay += 1
    try {
      await work(id, isWanted)
    } catch (error) {
      if (!isWanted()) return
      const refusal = refusalOf(error)
      if (refusal.code === 'IMPORT_GONE') file.forget()
      file.refusal.value = refusal
    } finally {
      underWay -= 1
    }
  }

  /** Stops the check or the run under way after its slice; what is done stays. */
  async function cancel(): Promise<void> {
    if (file.id.value === null) return
    await group.cancel({ id: file.id.value }).catch((error: unknown) => {
      file.refusal.value = refusalOf(error)
    })
  }

  /**
   * Takes up what goes on in the main process: after the window was reloaded, and after the console was locked, when
   * nobody was told how far it is.
   */
  async function takeUp(follow: Readonly<Partial<Record<Stage, Work>>>): Promise<void> {
    if (underWay > 0) return
    const isReloaded = file.id.value === null
    const stage = isReloaded ? file.resume() : file.stage.value
    if (stage === null || stage === 'file') return
    if (stage === 'columns') {
      if (isReloaded) await file.configure({})
    } else {
      file.refusal.value = null
      await begin(async (id, isWanted) => follow[stage]?.(id, isWanted))
    }
    // Nothing waits there any more: begin anew instead of refusing what nobody asked for.
    if (file.refusal.value?.code === 'IMPORT_GONE') file.forget()
  }

  return { begin, cancel, takeUp }
}
