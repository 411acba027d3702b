import { useI18n } from 'vue-i18n'

/** Codes of Twilio-compatible providers that the console explains (SM6). */
const EXPLAINED: readonly string[] = [
  '20003',
  '20429',
  '21211',
  '21408',
  '21610',
  '21612',
  '21614',
  '21606',
  '21212',
  '21608',
  '30003',
  '30005',
  '30006',
  '30007',
  '30034',
]

/** What a provider's answer means and what to do, by the code it begins with; null where there is nothing to add. */
export function useSmsAnswer() {
  const { t } = useI18n()
  function helpFor(answer: string): string | null {
    const code = /^(?<code>\d{5}):/u.exec(answer)?.groups?.['code']
    return code !== undefined && EXPLAINED.includes(code) ? t(`sms.codes.${code}`) : null
  }
  return { helpFor }
}
