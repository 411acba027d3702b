import { mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DeskAnswer } from '../../../../electron/contract/desk'
import { CODE_LIVES, DESK_OUTCOMES, LOCALES, SHEET_MARKS } from '../../../../electron/contract/vocabulary'
import { i18n } from '../../../../src/locales'
import DeskAnswerCard from '../../../../src/screens/sheets/DeskAnswerCard.vue'
import '../support/languages'

const push = vi.hoisted(() => vi.fn())
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }))

function card(change: Partial<DeskAnswer>) {
  const answer: DeskAnswer = {
    mark: 'handed-over',
    outcome: 'marked',
    life: 'live',
    endedAt: 1_700_000_000_000,
    sheet: {
      sheetId: 'sheet',
      personId: 'anna',
      name: 'Anna Berg',
      departments: ['Sales'],
      status: 'invited',
      printedAt: 1,
      handedOverAt: 1_700_000_000_000,
      handedOverBy: 'Vera Stone',
      returnedAt: 1_700_000_000_000,
      returnedBy: null,
    },
    ...change,
  }
  return mount(DeskAnswerCard, {
    props: { answer, busy: false },
    global: { plugins: [createPinia(), i18n], stubs: { RouterLink: RouterLinkStub } },
  })
}

afterEach(() => {
  i18n.global.locale.value = 'en'
  push.mockClear()
})

describe('what the desk answers', () => {
  it.each(LOCALES)('Z3: every answer has its words, in %s', (locale) => {
    i18n.global.locale.value = locale
    const answers = [
      ...DESK_OUTCOMES.flatMap((outcome) => SHEET_MARKS.map((mark) => ({ outcome, mark }))),
      ...CODE_LIVES.map((life) => ({ life })),
    ]
    for (const answer of answers) expect(card(answer).text()).not.toMatch(/desk\.|\{\w+\}/u)
  })

  it('Z3: a mark can be undone, an expired invitation renewed, a missing sheet printed; what is dead has no way on', async () => {
    const buttons = (change: Partial<DeskAnswer>) => card(change).findAll('button')
    const marked = card({})
    await marked.find('button').trigger('click')
    expect(marked.emitted('undo')).toEqual([[{ sheetId: 'sheet', mark: 'handed-over' }]])
    const expired = card({ outcome: 'expired', life: 'expired' })
    await expired.find('button').trigger('click')
    expect(expired.emitted('renew')).toEqual([['anna']])
    await card({ outcome: 'replaced', life: 'replaced' }).find('button').trigger('click')
    expect(push).toHaveBeenCalledWith({ name: 'sheets' })
    expect(buttons({ outcome: 'withdrawn', life: 'withdrawn' })).toHaveLength(0)
    expect(buttons({ outcome: 'unknown', sheet: null })).toHaveLength(0)
    expect(buttons({ outcome: 'already' })).toHaveLength(0)
  })

  it('Z3: a receipt of dead paper is marked, and its being dead is told', () => {
    const text = card({ mark: 'returned', life: 'replaced' }).text()
    expect(text).toContain('Receipt returned')
    expect(text).toContain('The link on this sheet has been replaced since.')
    expect(card({ outcome: 'already' }).text()).toContain('by Vera Stone')
  })
})
