import { deriveTemporary } from '../../services/registering/temporary-password'
import { fillWelcome, signInAddress } from '../../services/registering/welcome-mail'
import { readText } from '../../services/templates/portal-texts'
import { readPortal } from '../../store/accounts'
import { departmentNamesOf, findWelcomed } from '../../store/welcomes'
import type { KindParts, MessageKindOf } from './kind'

/**
 * A welcome with a temporary password (R1), filled in when it is sent so that the password is stored nowhere. It lives as long
 * as that password: once it is replaced, changed, past or no longer for this address, nothing goes out.
 */
export function welcomeKind({ context, links }: KindParts): MessageKindOf {
  return {
    // Whoever has no join site signs in at the console, and the text says whom to ask.
    needsJoinSite: false,

    async alive(message, at, reader) {
      const person = message.person_id === null ? null : await findWelcomed(reader, message.person_id)
      if (!person?.temporary || person.status === 'dismissed') return false
      const { generation, until } = person.temporary
      return generation === message.generation && until > at && person.login === message.to_address
    },

    async render(reader, messages) {
      const { name: portal } = await readPortal(reader)
      const departments = await departmentNamesOf(
        reader,
        messages.flatMap((each) => each.person_id ?? []),
      )
      const texts = { en: await readText(reader, 'welcome', 'en'), ru: await readText(reader, 'welcome', 'ru') }
      const signIn = await signInAddress(links)
      return messages.map((message) => {
        const { first_name, generation, inviter, locale, person_id: id, to_address: login } = message
        if (id === null || generation === null) throw new Error('A welcome carries no password')
        return fillWelcome(texts[locale], {
          locale,
          portal,
          inviter: inviter ?? '',
          firstName: first_name ?? '',
          departments: departments.get(id) ?? [],
          login,
          password: deriveTemporary(context.vault, id, generation),
          signIn,
        })
      })
    },
  }
}
