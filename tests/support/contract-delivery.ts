import type { Compilable } from 'kysely'
import type { Reader } from '../../electron/core/store/store'

/** What is on its way to somebody: a draft for the mail app, one for the system's messaging, and a mail that failed. */
export function deliveryOf(
  reader: Reader,
  person: {
    readonly mark: string
    readonly personId: string
    readonly invitationId: string
    readonly draftId: string
    readonly smsDraftId: string
    readonly messageId: string
    /** Who prepared and sent it. */
    readonly by: string
    readonly at: number
  },
): readonly Compilable[] {
  const { at, by, draftId, invitationId, mark, messageId, personId, smsDraftId } = person
  const draft = {
    mode: 'each',
    state: 'prepared',
    locale: 'en',
    text_id: null,
    variant_id: null,
    batch_position: 1,
    batch_total: 1,
    created_by: by,
    created_at: at,
    opened_at: null,
    answered_at: null,
  } as const
  return [
    reader.insertInto('draft').values([
      { ...draft, id: draftId, channel: 'mail' },
      { ...draft, id: smsDraftId, channel: 'sms' },
    ]),
    reader
      .insertInto('draft_recipient')
      .values([draftId, smsDraftId].map((each) => ({ draft_id: each, invitation_id: invitationId, place: 0 }))),
    reader.insertInto('message').values({
      id: messageId,
      invitation_id: invitationId,
      generation: 1,
      person_id: personId,
      channel: 'mail',
      kind: 'invitation',
      to_name: `${mark} Person`,
      to_address: 'x@aurora.example',
      locale: 'en',
      text_id: null,
      state: 'failed',
      tries: 1,
      next_try_at: null,
      message_id: `<${messageId}@aurora.example>`,
      answer: null,
      created_by: by,
      created_at: at,
      updated_at: at,
      sent_at: null,
    }),
  ]
}
