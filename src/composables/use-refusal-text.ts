import { useI18n } from 'vue-i18n'
import { shownDay } from '../components/short-date'
import type { FieldProblem } from '../portal'
import type { RefusalData } from '../../electron/contract/base'

type Params = RefusalData['params']

/** The sentences of refusals and field problems in the window's language. */
export function useRefusalText() {
  const { n, t, te, locale } = useI18n()

  /** Words of the vocabulary inside a refusal (a status, a number of seconds) are said in the language as well. */
  function spoken(params: Params): Record<string, string | number> {
    const result: Record<string, string | number> = { ...params }
    const { date, status, seconds } = params
    if (typeof date === 'string') result['date'] = shownDay(date, locale.value)
    if (typeof status === 'string' && te(`common.status.${status}`)) {
      result['status'] = t(`common.status.${status}`)
    }
    if (typeof seconds === 'number') {
      result['wait'] =
        seconds < 90 ? t('common.seconds', Math.ceil(seconds)) : t('common.minutes', Math.ceil(seconds / 60))
    }
    return result
  }

  /** What happened. */
  const titleOf = (refusal: RefusalData): string => t(`refusals.${refusal.code}.title`, spoken(refusal.params))
  /** Why, and what to do; where the reason is one with words of its own, about just that. */
  function textOf({ code, params }: RefusalData): string {
    const own = `refusals.${code}.reasons.${String(params['reason'])}`
    return t(te(own) ? own : `refusals.${code}.text`, spoken(params))
  }
  /** What is wrong with one field; with its limits, where they are known. */
  function problemText({ code, params = {} }: FieldProblem): string {
    const withLimits = `fields.limits.${code}`
    if (!('maximum' in params && te(withLimits))) return t(`fields.${code}`, { ...params })
    return t(withLimits, Object.fromEntries(Object.entries(params).map(([name, limit]) => [name, n(Number(limit))])))
  }

  return { titleOf, textOf, problemText }
}
