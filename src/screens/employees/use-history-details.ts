import { useI18n } from 'vue-i18n'
import { addressForDisplay } from '../../../electron/contract/vocabulary'
import type { PersonProfile } from '../../../electron/contract/people'
import { shownDay } from '../../components/short-date'

type Entry = PersonProfile['history'][number]
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u

/** What an entry of the log tells beyond its sentence, in words; '' where that is nothing a reader needs (H1). */
export function useHistoryDetails() {
  const { t, te, n, locale } = useI18n()

  const statusWord = (value: string): string => {
    const key = `common.status.${value}`
    return te(key) ? t(key) : value
  }
  const day = (value: string): string => (ISO_DAY.test(value) ? shownDay(value, locale.value) : value)

  function detailOf({ action, details }: Entry): string {
    const text = (name: string): string => addressForDisplay(String(details[name] ?? ''))
    const count = (name: string): number => Number(details[name] ?? 0)
    const all = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')
    const channel = text('channel')
    const channelKey = `employees.channels.${channel}`
    const status = text('status') === '' ? '' : statusWord(text('status'))

    if (action.startsWith('task.')) {
      if (details['checklist'] === undefined) return text('task')
      const words = { checklist: text('checklist'), n: n(count('tasks')) }
      return t('employees.history.details.tasks', words, count('tasks'))
    }
    switch (action) {
      case 'person.invited':
      case 'person.imported':
        return all(channel !== '' && te(channelKey) ? t(channelKey) : '', text('address'))
      case 'person.registered':
        return all(text('address'), status)
      case 'person.password-given':
        return te(`register.ways.${text('welcome')}`) ? t(`register.ways.${text('welcome')}`) : ''
      case 'person.address-changed':
        return `${text('from')} → ${text('to')}`
      case 'person.departments-changed':
      case 'person.transferred':
      case 'person.added-to':
        return all(text('departments'), text('workgroups'))
      case 'person.edited':
        return details['before'] === undefined ? '' : t('employees.history.details.before', { name: text('before') })
      case 'person.accepted':
      case 'person.joined':
      case 'person.registration-repeated':
        return all(status, details['place'] === 'desk' ? t('employees.history.details.desk') : '')
      case 'person.confirmed':
      case 'person.declined':
        return text('reason')
      case 'person.dismissed':
        return details['was'] === undefined
          ? ''
          : t('employees.history.details.was', { status: statusWord(text('was')) })
      case 'person.rehired':
        return details['now'] === undefined
          ? ''
          : t('employees.history.details.now', { status: statusWord(text('now')) })
      case 'person.guest-terms-changed':
      case 'person.guest-renewed':
      case 'person.guest-ending':
      case 'person.guest-ended':
        return all(
          text('endsOn') === '' ? '' : t('employees.history.details.until', { date: day(text('endsOn')) }),
          text('sponsor') === '' ? '' : t('employees.history.details.sponsor', { name: text('sponsor') }),
        )
      case 'person.invitations-handed-over':
        return t('employees.history.details.heir', { n: n(count('count')), heir: text('heir') }, count('count'))
      case 'person.invitations-revoked':
        return t('employees.history.details.revoked', { n: n(count('count')) }, count('count'))
      default:
        return ''
    }
  }

  return { detailOf }
}
