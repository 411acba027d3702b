import english from '../../../../resources/templates/invitee-joined.en.json'
import russian from '../../../../resources/templates/invitee-joined.ru.json'
import { fillMailText } from '../../domain/mail-templates'
import { readInvitingRules } from '../../store/invitations'
import { activeNames } from '../../store/inviters'
import type { MessageKindOf } from './kind'

const TEXTS = { en: english, ru: russian }

/** Z12: word to the inviter that their invitee is in; without a purpose once one of the two is here no more. */
export const inviteeJoinedKind: MessageKindOf = {
  needsJoinSite: false,

  async alive({ about, person_status }, _at, reader) {
    return about !== null && person_status === 'active' && (await activeNames(reader, [about])).has(about)
  },

  async render(reader, messages) {
    const { name: portal } = await readInvitingRules(reader)
    const invitees = await activeNames(
      reader,
      messages.flatMap((message) => message.about ?? []),
    )
    return messages.map(({ about, first_name, locale }) => {
      const invitee = invitees.get(about ?? '')
      const department = invitee?.departments.join(', ') ?? ''
      const values = { firstName: first_name ?? '', portal, invitee: invitee?.name ?? '', department }
      return fillMailText(TEXTS[locale], values, locale)
    })
  },
}
