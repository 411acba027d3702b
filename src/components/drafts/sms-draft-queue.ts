import { defineStore } from 'pinia'
import { portal } from '../../portal'
import { draftsOneByOne } from './drafts-one-by-one'

/** SMS that the operator sends with the system's own messaging (SM6); one recipient each. */
export const useSmsDraftQueue = defineStore('sms-draft-queue', () =>
  draftsOneByOne({
    list: () => portal.sms.drafts(),
    show: (id) => portal.sms.draft({ id }),
    open: (id) => portal.sms.openDraft({ id }),
    missing: 'SMS_APP_MISSING',
  }),
)
