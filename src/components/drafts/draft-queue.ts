import { defineStore } from 'pinia'
import type { BatchResult } from '../../../electron/contract/base'
import { portal } from '../../portal'
import { draftsOneByOne } from './drafts-one-by-one'
import { useSmsDraftQueue } from './sms-draft-queue'

/** The drafts for the system's mail app (M2). */
export const useDraftQueue = defineStore('draft-queue', () => {
  const queue = draftsOneByOne({
    list: () => portal.invitations.drafts(),
    show: (id) => portal.invitations.draft({ id }),
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
    const { done, draftIds, refused, smsDraftIds } = result
    const [first] = draftIds
    const [firstSms] = smsDraftIds
    const opens = refused.length === 0
    if (first !== undefined) await queue.startWith(first, opens)
    // Two programs at once would be one too many.
    if (firstSms !== undefined) await useSmsDraftQueue().startWith(firstSms, opens && first === undefined)
    return { done, refused }
  }

  return { ...queue, resend }
})
