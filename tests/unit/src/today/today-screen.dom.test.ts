import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DueLine, Today } from '../../../../electron/contract/today'
import { asked } from '../../../../src/composables/use-confirm'
import { dismissToast, toasts } from '../../../../src/composables/use-toast'
import { i18n, loadLanguage } from '../../../../src/locales'
import TodayScreen from '../../../../src/screens/today/TodayScreen.vue'

const calls = vi.hoisted(() => ({
  list: vi.fn(),
  print: vi.fn(),
  saveCalendar: vi.fn(),
  renew: vi.fn(),
  resend: vi.fn(),
  resendByMailApp: vi.fn(),
  openSms: vi.fn(),
  setDone: vi.fn(),
  push: vi.fn(),
}))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: calls.push }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => undefined }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    today: { list: calls.list, print: calls.print, saveCalendar: calls.saveCalendar },
    invitations: {
      renew: calls.renew,
      resend: calls.resend,
      resendByMailApp: calls.resendByMailApp,
      drafts: () => Promise.resolve([]),
    },
    sms: { drafts: () => Promise.resolve([]), openDraft: calls.openSms },
    tasks: { setDone: calls.setDone },
  },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const line = (change: Partial<DueLine>): DueLine => ({
  key: change.kind ?? 'task',
  kind: 'task',
  on: '2026-03-01',
  time: 'overdue',
  person: { id: 'anna', name: 'Anna Berg' },
  detail: '',
  whose: null,
  acts: [],
  taskId: null,
  ...change,
})

async function screen(lines: readonly DueLine[], more: Partial<Today> = {}) {
  calls.list.mockResolvedValue({
    date: '2026-03-02',
    lines,
    totals: { overdue: lines.length, today: 0, week: 0 },
    expired: 0,
    ...more,
  })
  const view = mount(TodayScreen, {
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n], stubs: { RouterLink: RouterLinkStub } },
  })
  await flushPromises()
  return view
}

beforeEach(async () => {
  vi.clearAllMocks()
  await loadLanguage('en')
})
afterEach(() => {
  document.body.innerHTML = ''
  for (const toast of [...toasts]) dismissToast(toast.id)
  asked.value?.answer(false)
})

describe('Today', () => {
  it('Z9: groups what is due, with its number, its person and its acts', async () => {
    const view = await screen(
      [
        line({ kind: 'invitation-expired', acts: ['renew-invitation', 'resend'] }),
        line({ detail: 'Laptop', whose: 'Vera' }),
      ],
      { totals: { overdue: 120, today: 0, week: 0 } },
    )
    expect(view.findAll('section h2').map((head) => head.text())).toEqual(['Overdue 120'])
    expect(view.text()).toContain('118 more are not shown here.')
    expect(view.text()).toContain('Task · Vera')
    expect(view.findAll('.acts button').map((button) => button.attributes('aria-label'))).toEqual([
      'Renew the invitation of Anna Berg',
      'Resend the invitation of Anna Berg',
    ])
  })

  it('H4: an expired invitation is renewed from its line, and said to be', async () => {
    calls.renew.mockResolvedValue({ done: [{ id: 'anna', name: 'Anna Berg' }], refused: [], sent: 0 })
    const view = await screen([line({ kind: 'invitation-expired', acts: ['renew-invitation'] })])
    await view.get('.acts button').trigger('click')
    await flushPromises()
    expect(calls.renew).toHaveBeenCalledWith({ ids: ['anna'], sendAgain: false })
    expect(toasts.map((toast) => toast.text)).toEqual(['The invitation of Anna Berg is renewed. Its link works again.'])
  })

  it.each(['MAIL_ACCOUNT_MISSING', 'MAIL_PASSWORD_MISSING', 'MAIL_SIGN_IN_MISSING'])(
    'M1, M8: without a mail service the mail app is offered (%s)',
    async (code) => {
      calls.resend.mockRejectedValue(new Error(code))
      const view = await screen([line({ kind: 'invitation-expiring', acts: ['resend'] })])
      await view.get('.acts button').trigger('click')
      await flushPromises()
      expect(asked.value?.question.text).toBe('Prepare the message for Anna Berg in your mail app instead?')
    },
  )

  it('SM6: without an SMS account messaging is offered for who has only a phone', async () => {
    const refusal = { code: 'SMS_ACCOUNT_MISSING', params: {}, fields: [] }
    calls.resend.mockResolvedValue({ done: [], refused: [{ id: 'anna', name: 'Anna Berg', refusal }] })
    const view = await screen([line({ kind: 'invitation-expiring', acts: ['resend'] })])
    await view.get('.acts button').trigger('click')
    await flushPromises()
    expect(asked.value?.question.text).toBe('Prepare the SMS for Anna Berg in this computer’s messaging instead?')
    expect(toasts).toEqual([])
  })

  it('H3, SM6: who was invited by SMS from messaging is sent it again from there', async () => {
    const done = [{ id: 'anna', name: 'Anna Berg' }]
    calls.resendByMailApp.mockResolvedValue({ done, refused: [], draftIds: [], smsDraftIds: ['draft'] })
    const view = await screen([line({ kind: 'to-remind', acts: ['resend'] })])
    expect(view.text()).toContain('Send again')
    expect(view.text()).not.toContain('mail app')
    await view.get('.acts button').trigger('click')
    await flushPromises()
    expect(calls.resendByMailApp).toHaveBeenCalledWith({ ids: ['anna'] })
    expect(calls.openSms).toHaveBeenCalledWith({ id: 'draft' })
    expect(calls.push).toHaveBeenCalledWith({ name: 'messages', query: { drafts: 'waiting' } })
  })

  it('M2: a draft is known by the first person in it, and says how many more there are', async () => {
    const draft = { kind: 'draft' } as const
    const view = await screen([
      line({ ...draft, key: 'one', detail: '1' }),
      line({ ...draft, key: 'many', detail: '4' }),
      line({ ...draft, key: 'open', detail: '0', person: null }),
    ])
    const words = view.findAll('.words p:first-child').map((each) => each.text())
    expect(words).toEqual(['Anna Berg', 'Anna Berg and 3 more', 'with the open link'])
  })

  it('only the button that was pressed turns', async () => {
    calls.resend.mockReturnValue(new Promise(() => undefined))
    const view = await screen([line({ kind: 'invitation-expired', acts: ['renew-invitation', 'resend'] })])
    await view.findAll('.acts button')[1]?.trigger('click')
    const turning = view
      .findAll('.acts button')
      .map((button) => button.classes('n-button--disabled') || button.find('.n-base-loading').exists())
    expect(turning).toEqual([false, true])
  })

  it('T1: a task is marked, and can be taken back', async () => {
    calls.setDone.mockResolvedValue(undefined)
    const view = await screen([line({ detail: 'Laptop', taskId: 'task', acts: ['done'] })])
    await view.get('.acts button').trigger('click')
    await flushPromises()
    expect(toasts.at(0)?.text).toBe('Done: Laptop')
    toasts.at(0)?.action?.run()
    expect(calls.setDone.mock.calls).toEqual([[{ id: 'task', done: true }], [{ id: 'task', done: false }]])
  })

  it('Z9: with nothing due it says so, and nothing can be printed or saved', async () => {
    const view = await screen([])
    expect(view.text()).toContain('Nothing is due')
    const disabled = view.findAll('header button').map((button) => button.attributes('disabled') !== undefined)
    expect(disabled).toEqual([true, true])
  })
})
