import { Refusal } from '../../electron/core/domain/refusal'
import type { AppleMailDraft, MailApp } from '../../electron/core/services/ports'

/** A mail app that keeps what it was given. */
export interface FakeMailApp extends MailApp {
  readonly opened: string[]
  /** Draft files, as they were written. */
  readonly files: Buffer[]
  readonly appleDrafts: AppleMailDraft[]
  present: boolean
}

export function fakeMailApp(): FakeMailApp {
  const app: FakeMailApp = {
    opened: [],
    files: [],
    appleDrafts: [],
    present: true,
    appleMail: true,
    available: () => app.present,
    open: async (url) => void app.opened.push(url),
    async openDraftFile(message) {
      if (!app.present) throw new Refusal('DRAFT_NOT_OPENED')
      app.files.push(Buffer.from(message))
    },
    openInAppleMail: async (draft) => void app.appleDrafts.push(draft),
  }
  return app
}

/** A computer without any mail app. */
export const noMailApp: MailApp = {
  available: () => false,
  appleMail: false,
  open: () => Promise.reject(new Refusal('MAIL_APP_MISSING')),
  openDraftFile: () => Promise.reject(new Refusal('DRAFT_NOT_OPENED')),
  openInAppleMail: () => Promise.reject(new Refusal('DRAFT_NOT_OPENED')),
}
