import { describe, expect, it } from 'vitest'
import { PERSON_ACTIONS } from '../../../../electron/contract/vocabulary'
import { en } from '../../../../src/locales/en'
import { ru } from '../../../../src/locales/ru'
import { ASKING_ACTIONS, BATCH_ACTIONS, batchActions, menuActions } from '../../../../src/screens/employees/person-acts'
import { personRow } from './people'

const messages = { en: en.messages, ru: ru.messages }

function textAt(locale: 'en' | 'ru', path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, key) => (part instanceof Object ? Reflect.get(part, key) : undefined), messages[locale])
}

describe('what may be done with people', () => {
  it('C5: the menu offers exactly what the core allows, in one order', () => {
    expect(menuActions([])).toEqual([])
    expect(menuActions(['delete', 'show-qr', 'resend'])).toEqual(['resend', 'show-qr', 'delete'])
    expect([...menuActions(PERSON_ACTIONS)].sort()).toEqual([...PERSON_ACTIONS].sort())
  })

  it('C6: a selection offers what at least one of the people allows, and nothing that is for one person alone', () => {
    const pending = personRow(1, { actions: ['confirm', 'decline'] })
    const active = personRow(2, { actions: ['dismiss', 'edit', 'make-administrator'] })
    expect(batchActions([pending, active])).toEqual(['confirm', 'decline', 'dismiss'])
    expect(batchActions([])).toEqual([])
  })

  it('C5, C6: every act has its fixed English label, its question and its outcome in both languages', () => {
    const labels = PERSON_ACTIONS.map((action) => textAt('en', `employees.actions.${action}`))
    expect(labels).toEqual([
      'Resend invitation',
      'Renew invitation',
      'Copy link',
      'Show QR',
      'Print sheet',
      'Register here',
      'Change e-mail or phone',
      'Change departments',
      'Delete',
      'Confirm log in',
      'Decline log in',
      'Dismiss',
      'Rehire',
      'Edit',
      'Give a new temporary password',
      'Make administrator',
      'Remove administrator rights',
      'Transfer to intranet',
      'Renew access',
      'Give partner access',
      'Remove partner access',
    ])
    const paths = [
      ...PERSON_ACTIONS.map((action) => `employees.actions.${action}`),
      ...PERSON_ACTIONS.filter((action) => !['show-qr', 'print-sheet', 'register-here'].includes(action)).map(
        (action) => `employees.doneOne.${action}`,
      ),
      ...BATCH_ACTIONS.filter((action) => action !== 'print-sheet').map((action) => `employees.doneMany.${action}`),
      ...ASKING_ACTIONS.flatMap((action) =>
        ['title', 'titleMany', 'text', 'textMany'].map((part) => `employees.ask.${action}.${part}`),
      ),
    ]
    const missing = (['en', 'ru'] as const).flatMap((locale) =>
      paths.filter((path) => typeof textAt(locale, path) !== 'string').map((path) => `${locale} ${path}`),
    )
    expect(missing).toEqual([])
  })
})
