import { defineStore } from 'pinia'
import type { BatchResult } from '../../../electron/contract/base'
import { portal } from '../../portal'
import { draftsOneByOne } from './drafts-one-by-one'
import { useSmsDraftQueue } from './sms-draft-queue'

/** The drafts for the system's mail app (M2). */
export const useDraftQueue = defineStore('draft-queue', () => {
  const queue = draftsOneByOne({
    list: () => portal.invitations.drafts(),
    open: (id) => portal.invitations.openDraft({ id }),
    missing: 'MAIL_APP_MISSING',
  })

  /**
   * Prepares a draft with the personal link for each of these people who are already invited (M1, M8); who has only a phone
   * gets theirs for the system's messaging (SM6). The first one opens at once, unless somebody was refused: then that is
   * read first. Throws the refusal of the core.
   */
  async function resend(ids: readonly string[]): Promise<BatchResult> {
    const result = await portal.invitations.resendByMailApp({ ids: [...ids] })
    const { done, drafts: prepared, refused, smsDraftIds } = result
    const [first] = prepared
    const [firstSms] = smsDraftIds
    if (first) await showFirst(queue, first.id, refused.length === 0)
    // Two programs at once would be one too many.
    if (firstSms !== undefined) await showFirst(useSmsDraftQueue(), firstSms, refused.length === 0 && !first)
    return { done, refused }
  }

  return { ...queue, resend }
})

async function showFirst(
  queue: Pick<ReturnType<typeof useSmsDraftQueue>, 'load' | 'open' | 'choose'>,
  id: string,
  opens: boolean,
): Promise<void> {
  await queue.load()
  if (opens) await queue.open(id)
  else queue.choose(id)
}
