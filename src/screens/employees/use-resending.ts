import { useI18n } from 'vue-i18n'
import type { BatchResult, RefusalData } from '../../../electron/contract/base'
import type { PersonRow } from '../../../electron/contract/people'
import { needsMailApp, needsMessaging } from '../../components/drafts/cannot-send'
import { useDraftQueue } from '../../components/drafts/draft-queue'
import { useConfirm } from '../../composables/use-confirm'
import { useRefusalText } from '../../composables/use-refusal-text'
import { portal, refusalOf } from '../../portal'

/** Where the result is told; drafts were prepared for those who are done where it was by hand. */
type Report = (result: BatchResult, by: 'portal' | 'hand') => void

/** M4, M8: sends invitations again; where the portal cannot, the mail app (M1) or messaging (SM6) is offered. */
export function useResending(report: Report) {
  const { t, n } = useI18n()
  const confirm = useConfirm()
  const { titleOf } = useRefusalText()
  const queue = useDraftQueue()

  async function resend(people: readonly PersonRow[]): Promise<void> {
    const ids = people.map((each) => each.id)
    try {
      const result = await portal.invitations.resend({ ids })
      const [refused] = result.refused
      if (!refused || !needsMessaging(result)) report(result, 'portal')
      else if (await askFor('messaging', refused.refusal, people)) report(await queue.resend(ids), 'hand')
    } catch (error) {
      const refusal = refusalOf(error)
      if (!needsMailApp(refusal)) throw error
      if (await askFor('mailApp', refusal, people)) report(await queue.resend(ids), 'hand')
    }
  }

  function askFor(
    program: 'mailApp' | 'messaging',
    refusal: RefusalData,
    people: readonly PersonRow[],
  ): Promise<boolean> {
    const words = { name: people[0]?.name ?? '', n: n(people.length) }
    return confirm({
      title: titleOf(refusal),
      text:
        people.length === 1
          ? t(`employees.${program}.text`, words)
          : t(`employees.${program}.textMany`, words, people.length),
      confirm: t(`employees.${program}.open`),
    })
  }

  return { resend }
}
