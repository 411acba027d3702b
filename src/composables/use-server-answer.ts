import { useI18n } from 'vue-i18n'
import { readAnswer } from '../../electron/contract/vocabulary'

/**
 * What a server answered, to be shown: its own words as they are; where none answered, what happened in the window's
 * language, with the words of the library behind it.
 */
export function useServerAnswer(): (answer: string) => string {
  const { t } = useI18n()
  return (answer) => {
    const { trouble, words } = readAnswer(answer)
    if (trouble === null) return words
    const said = t(`mail.troubles.${trouble}`)
    return words === '' ? said : `${said} (${words})`
  }
}
