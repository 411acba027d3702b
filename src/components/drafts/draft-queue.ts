import { defineStore } from 'pinia'
import type { BatchResult } from '../../../electron/contract/base'
import { portal } from '../../portal'
import { draftsOneByOne } from './drafts-one-by-one'

/** The drafts for the system's mail app (M2). */
export const useDraftQueue = defineStore('draft-queue', () => {
  const queue = draftsOneByOne({
    list: () => portal.invitations.drafts(),
    open: (id) => portal.invitations.openDraft({ id }),
    missing: 'MAIL_APP_MISSING',
  })

  /**
   * Prepares a draft with the personal link for each of these people who are already invited (M1, M8). The first one
   * opens at once, unless somebody was refused: then that is read first. Throws the refusal of the core.
   */
  async function resend(ids: readonly string[]): Promise<BatchResult> {
    const { done, drafts: prepared, refused } = await portal.invitations.resendByMailApp({ ids: [...ids] })
    await queue.load()
    const [first] = prepared
    if (first && refused.length === 0) await queue.open(first.id)
    else if (first) queue.choose(first.id)
    return { done, refused }
  }

  return { ...queue, resend }
})
