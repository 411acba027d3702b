import { enUS } from 'naive-ui'
import { byArea, type Language, type Messages, withoutPlaceholders } from './language'

export const en: Language = {
  messages: byArea(import.meta.glob<Messages>('./en/*.json', { eager: true, import: 'default' })),
  naive: withoutPlaceholders(enUS),
}
