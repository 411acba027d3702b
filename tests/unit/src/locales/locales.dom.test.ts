import { describe, expect, it } from 'vitest'
import { AUDIT_ACTIONS } from '../../../../electron/core/domain/audit-actions'
import { FIELD_CODES, REFUSAL_CODES } from '../../../../electron/core/domain/refusal'
import {
  DRAFT_STATES,
  LOCALES,
  MESSAGE_STATES,
  PERSON_STATUSES,
  ROLES,
  ROW_PROBLEMS,
} from '../../../../electron/core/domain/vocabulary'
import { SMS_PLACEHOLDERS } from '../../../../electron/core/domain/sms-words'
import { UNREADABLE_REASONS } from '../../../../electron/core/imports/types'
import { i18n, russianForm } from '../../../../src/locales'
import { en } from '../../../../src/locales/en'
import type { Messages } from '../../../../src/locales/language'
import { ru } from '../../../../src/locales/ru'

/** Every sentence of a language by its key. */
function sentencesOf(tree: Messages, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') found.set(here, value)
    else for (const [inner, sentence] of sentencesOf(value, here)) found.set(inner, sentence)
  }
  return found
}

const english = sentencesOf(en.messages)
const russian = sentencesOf(ru.messages)
const sources = import.meta.glob<string>('../../../../src/**/*.{ts,vue}', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** The blanks of a sentence, without the text that is quoted in it. */
function blanksOf(sentence: string): string[] {
  const blanks = sentence.replaceAll(/\{'.*?'\}/gu, '').matchAll(/\{(\w+)\}/gu)
  return [...new Set([...blanks].map((match) => match[1] ?? ''))].toSorted()
}

describe('the two languages', () => {
  it('hold the same keys', () => {
    expect([...russian.keys()].toSorted()).toEqual([...english.keys()].toSorted())
    expect(english.size).toBeGreaterThan(300)
  })

  it('say nothing in a field without words of its own', () => {
    for (const { naive } of [en, ru]) expect([naive.Input.placeholder, naive.InputNumber.placeholder]).toEqual(['', ''])
  })

  it('leave no sentence empty', () => {
    for (const [key, sentence] of [...english, ...russian]) expect(sentence.trim(), key).not.toBe('')
  })

  it('fill the same blanks', () => {
    for (const [key, sentence] of english) expect(blanksOf(russian.get(key) ?? ''), key).toEqual(blanksOf(sentence))
  })

  it('give Russian three forms, or one that fits every number, wherever English has two, and one more for none', () => {
    const wanted = new Map([
      [1, [1]],
      [2, [1, 3]],
      [3, [1, 4]],
    ])
    for (const [key, sentence] of english) {
      const forms = (russian.get(key) ?? '').split(' | ').length
      expect(wanted.get(sentence.split(' | ').length), key).toContain(forms)
    }
  })

  it('can be read by the message compiler, every sentence', () => {
    for (const locale of LOCALES) {
      for (const key of (locale === 'en' ? english : russian).keys()) {
        expect(() => i18n.global.t(key, {}, { locale }), `${locale} ${key}`).not.toThrow()
      }
    }
  })

  it('M3: warn that Apple Mail may show the text as a quotation, where it is chosen', () => {
    const key = 'settings.invitations.draftFormats.apple-mail.hint'
    expect(english.get(key)).toContain('may show the text as a quotation')
    expect(russian.get(key)).toContain('могут показать текст как цитату')
  })

  it.each(LOCALES)('say every refusal, field problem, status and audit entry (%s)', (locale) => {
    const sentences = locale === 'en' ? english : russian
    const wanted = [
      ...REFUSAL_CODES.flatMap((code) => [`refusals.${code}.title`, `refusals.${code}.text`]),
      ...FIELD_CODES.map((code) => `fields.${code}`),
      ...AUDIT_ACTIONS.map((action) => `activity.actions.${action}`),
      ...[...PERSON_STATUSES, ...MESSAGE_STATES, ...DRAFT_STATES].map((status) => `common.status.${status}`),
      ...ROLES.map((role) => `frame.roles.${role}`),
      ...UNREADABLE_REASONS.map((reason) => `refusals.IMPORT_UNREADABLE.reasons.${reason}`),
      ...ROW_PROBLEMS.map((problem) => `import.problems.${problem}`),
    ]
    expect(wanted.filter((key) => !sentences.has(key))).toEqual([])
  })

  it.each(LOCALES)('SM6: explain every placeholder of a gateway (%s)', (locale) => {
    const sentences = locale === 'en' ? english : russian
    const wanted = SMS_PLACEHOLDERS.map((name) => `sms.account.placeholder.${name}`)
    expect(wanted.filter((key) => !sentences.has(key))).toEqual([])
  })

  it('hold every key that the sources name', () => {
    const missing: string[] = []
    for (const [path, source] of Object.entries(sources)) {
      for (const match of source.matchAll(/\bt\(\s*'([\w.-]+)'/gu)) {
        const key = match[1] ?? ''
        if (!english.has(key)) missing.push(`${path}: ${key}`)
      }
    }
    expect(missing).toEqual([])
  })
})

describe('russianForm', () => {
  it.each([
    [1, 0],
    [21, 0],
    [101, 0],
    [2, 1],
    [4, 1],
    [22, 1],
    [0, 2],
    [5, 2],
    [11, 2],
    [12, 2],
    [14, 2],
    [111, 2],
  ])('%i takes form %i', (number, form) => {
    expect(russianForm(number, 3)).toBe(form)
  })

  it.each([
    [0, 0],
    [1, 1],
    [21, 1],
    [3, 2],
    [10, 3],
    [11, 3],
  ])('%i takes form %i of four, the first of which is for none', (number, form) => {
    expect(russianForm(number, 4)).toBe(form)
  })

  it('M4: one message and many are told apart, and nobody is not “0 человек”', () => {
    const say = (key: string, number: number): string =>
      i18n.global.t(key, { n: number }, { locale: 'ru', plural: number })
    expect(say('invite.result.sentHint', 1)).toMatch(/^Письмо отправляется\./u)
    expect(say('invite.result.sentHint', 7)).toMatch(/^Письма отправляются\./u)
    expect(say('invite.result.invited', 0)).toBe('Никто не приглашён')
    expect(say('invite.result.invited', 22)).toBe('Приглашены 22 человека')
  })

  it('says “1 человек”, “3 человека”, “11 человек”', () => {
    const say = (number: number): string => i18n.global.t('common.people', number, { locale: 'ru' })
    expect([say(1), say(3), say(11)]).toEqual(['1 человек', '3 человека', '11 человек'])
  })
})
