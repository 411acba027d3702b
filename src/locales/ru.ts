import { ruRU } from 'naive-ui'
import { byArea, type Language, type Messages, withoutPlaceholders } from './language'

export const ru: Language = {
  messages: byArea(import.meta.glob<Messages>('./ru/*.json', { eager: true, import: 'default' })),
  naive: withoutPlaceholders(ruRU),
}
