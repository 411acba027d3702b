import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BatchResult, Page } from '../../../../electron/contract/base'
import type { BatchPerson } from '../../../../electron/contract/bulk'
import { useConfirm } from '../../../composables/use-confirm'
import { usePages } from '../../../composables/use-pages'
import { useRequest } from '../../../composables/use-request'
import { useToast } from '../../../composables/use-toast'
import { portal } from '../../../portal'

export type FailedAct = 'resend' | 'delete'

/** People shown at first, and added by *Show more*. */
const ROWS = 20
/** People asked for at once, where the whole batch is meant. */
const PAGE = 200
/** As many people as one act takes (contract: idsSchema). */
const MOST = 10_000

/** Whether the act applies to somebody now: who has accepted meanwhile is settled, and what waits is not sent twice. */
export function isActable(act: FailedAct, { message, status }: Pick<BatchPerson, 'message' | 'status'>): boolean {
  if (status !== 'invited') return false
  return act === 'delete' || (message?.state !== 'queued' && message?.state !== 'sending')
}

/** Whom the messages of a batch did not reach, and what is done about one of them or all (M9, C5). */
export function useBatchFailed(batchId: string) {
  const { t, n } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const failed = (cursor: string | null, limit: number): Promise<Page<BatchPerson>> =>
    portal.bulk.people({ id: batchId, failed: true, cursor, limit })
  const pages = usePages<BatchPerson>(failed, ROWS)
  /** What the last act came to; null: nothing was asked for yet, or it was left at the question. */
  const result = shallowRef<BatchResult | null>(null)

  async function everybody(): Promise<readonly BatchPerson[]> {
    const people: BatchPerson[] = []
    let cursor: string | null = null
    do {
      const page = await failed(cursor, PAGE)
      people.push(...page.rows)
      cursor = page.nextCursor
    } while (cursor !== null && people.length < MOST)
    return people.slice(0, MOST)
  }

  function askToDelete(people: readonly BatchPerson[]): Promise<boolean> {
    const [first] = people
    const words = { name: first?.name ?? '', n: n(people.length) }
    const one = people.length === 1
    return confirm({
      title: one ? t('employees.ask.delete.title', words) : t('employees.ask.delete.titleMany', words, people.length),
      text: one ? t('employees.ask.delete.text', words) : t('employees.ask.delete.textMany', words, people.length),
      confirm: t('employees.actions.delete'),
      destructive: true,
    })
  }

  function say(act: FailedAct, done: BatchResult['done']): void {
    const [first] = done
    if (!first) return
    toast.say(
      done.length === 1
        ? t(`employees.doneOne.${act}`, { name: first.name })
        : t(`employees.doneMany.${act}`, { n: n(done.length) }, done.length),
    )
  }

  /** `some`: those people; null: everybody the batch did not reach, shown or not. */
  const {
    run: act,
    busy,
    refusal,
  } = useRequest(async (what: FailedAct, some: readonly BatchPerson[] | null) => {
    result.value = null
    const people = (some ?? (await everybody())).filter((person) => isActable(what, person))
    if (people.length === 0 || (what === 'delete' && !(await askToDelete(people)))) return
    const ids = people.map((person) => person.id)
    const done = what === 'resend' ? await portal.invitations.resend({ ids }) : await portal.people.delete({ ids })
    result.value = done
    say(what, done.done)
    await pages.restart(true)
  })

  return { pages, act, busy, refusal, result }
}
