import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { BatchResult } from '../../../../electron/contract/base'
import { asked } from '../../../../src/composables/use-confirm'
import { forgetUnsavedChanges, keepUnsavedChanges } from '../../../../src/composables/use-draft'
import { dismissToast, toasts } from '../../../../src/composables/use-toast'
import { i18n } from '../../../../src/locales'
import { usePersonActs } from '../../../../src/screens/employees/use-person-acts'
import { personRow } from './people'

const calls = vi.hoisted(() => ({
  delete: vi.fn(),
  confirm: vi.fn(),
  rehire: vi.fn(),
  setAdministrator: vi.fn(),
  link: vi.fn(),
  copyText: vi.fn(),
  resend: vi.fn(),
  resendByMailApp: vi.fn(),
  openDraft: vi.fn(),
  openSms: vi.fn(),
}))
vi.mock('../../../../src/portal', () => ({
  portal: {
    people: {
      delete: calls.delete,
      confirm: calls.confirm,
      rehire: calls.rehire,
      setAdministrator: calls.setAdministrator,
    },
    invitations: {
      link: calls.link,
      resend: calls.resend,
      resendByMailApp: calls.resendByMailApp,
      openDraft: calls.openDraft,
      drafts: () => Promise.resolve([]),
    },
    sms: { drafts: () => Promise.resolve([]), openDraft: calls.openSms },
    app: { copyText: calls.copyText },
  },
  refusalOf: (error: Error) => ({
    code: error.message === 'no account' ? 'MAIL_ACCOUNT_MISSING' : 'NOT_ALLOWED',
    params: {},
    fields: [],
  }),
  onRefusal: () => () => true,
}))

function actsWith(afterwards: (ids: readonly string[]) => void, toDrafts = () => undefined) {
  let acts: ReturnType<typeof usePersonActs> | undefined
  mount(
    defineComponent({
      setup() {
        acts = usePersonActs(afterwards, toDrafts, () => undefined)
        return () => h('div')
      },
    }),
    { global: { plugins: [createPinia(), i18n] } },
  )
  if (!acts) throw new Error('not mounted')
  return acts
}

const anna = personRow(1, { name: 'Anna Petrova', status: 'pending' })
const boris = personRow(2, { name: 'Boris Orlov', status: 'pending' })
const done = (...people: { id: string; name: string }[]): BatchResult => ({
  done: people.map(({ id, name }) => ({ id, name })),
  refused: [],
})

enableAutoUnmount(afterEach)
beforeEach(() => vi.clearAllMocks())
afterEach(() => {
  for (const toast of [...toasts]) dismissToast(toast.id)
  asked.value?.answer(false)
  forgetUnsavedChanges()
})

describe('carrying out what is chosen', () => {
  it('S2: deleting asks first, naming the person and what follows, and a no changes nothing', async () => {
    const acts = actsWith(() => undefined)
    void acts.act('delete', [anna])
    expect(asked.value?.question.title).toBe('Delete Anna Petrova?')
    expect(asked.value?.question.text).toContain('link already sent stops working')
    expect(asked.value?.question.destructive).toBe(true)
    asked.value?.answer(false)
    await flushPromises()
    expect(calls.delete).not.toHaveBeenCalled()
  })

  it('C6: confirming many lists whoever was refused with the reason, and lets go of those who are done', async () => {
    const refusal = { code: 'NO_SEAT', params: {}, fields: [] } as const
    calls.confirm.mockResolvedValue({ done: done(anna).done, refused: [{ id: boris.id, name: boris.name, refusal }] })
    const released = vi.fn()
    const acts = actsWith(released)
    await acts.act('confirm', [anna, boris])
    expect(calls.confirm).toHaveBeenCalledWith({ ids: [anna.id, boris.id] })
    expect(acts.summary.value?.result.refused.map((each) => each.name)).toEqual(['Boris Orlov'])
    expect(released).toHaveBeenCalledWith([anna.id])
    expect(toasts).toHaveLength(0)
  })

  it('S5: a second click while the first act is under way does nothing', async () => {
    let answer: (result: BatchResult) => void = () => undefined
    calls.confirm.mockImplementation(() => new Promise<BatchResult>((resolve) => (answer = resolve)))
    const acts = actsWith(() => undefined)
    const first = acts.act('confirm', [anna])
    await acts.act('confirm', [anna])
    answer(done(anna))
    await first
    expect(calls.confirm).toHaveBeenCalledTimes(1)
    expect(toasts.map((toast) => toast.text)).toEqual(['Anna Petrova can log in now.'])
  })

  it('C5: the link is copied by the main process, and a refusal is said', async () => {
    calls.link.mockResolvedValueOnce({ url: 'https://join.example.com/J/ABC' })
    const acts = actsWith(() => undefined)
    await acts.act('copy-link', [anna])
    expect(calls.copyText).toHaveBeenCalledWith({ text: 'https://join.example.com/J/ABC' })

    calls.link.mockRejectedValueOnce(new Error('off'))
    await acts.act('copy-link', [anna])
    expect(toasts.at(-1)?.refusal?.code).toBe('NOT_ALLOWED')
    expect(acts.busy.value).toBe(false)
  })

  it('L8: a copied link that opens on this computer only is said to', async () => {
    calls.link.mockResolvedValueOnce({ url: 'http://127.0.0.1:8080/J/ABC', onlyHere: true })
    await actsWith(() => undefined).act('copy-link', [anna])
    expect(toasts.at(-1)?.text).toMatch(/^The link of Anna Petrova is copied, but it opens on this computer only/u)
  })

  it('M4, M8: where the portal can send, *Resend invitation* sends at once', async () => {
    calls.resend.mockResolvedValue(done(anna))
    const acts = actsWith(() => undefined)
    await acts.act('resend', [anna])
    expect(calls.resend).toHaveBeenCalledWith({ ids: [anna.id] })
    expect(calls.resendByMailApp).not.toHaveBeenCalled()
    expect(toasts.map((toast) => toast.text)).toEqual(['The invitation of Anna Petrova goes out again.'])
  })

  it('M1, M8: without a mail account the mail app is offered, and leads to the drafts', async () => {
    calls.resend.mockRejectedValue(new Error('no account'))
    calls.resendByMailApp.mockResolvedValue({
      ...done(anna, boris),
      draftIds: ['first', 'second'],
      smsDraftIds: [],
    })
    const released = vi.fn()
    const toDrafts = vi.fn()
    const acts = actsWith(released, toDrafts)
    const act = acts.act('resend', [anna, boris])
    await flushPromises()
    expect(asked.value?.question).toMatchObject({ title: 'No mail account is set up', confirm: 'Open mail app' })
    expect(asked.value?.question.text).toContain('each of the 2 people')
    asked.value?.answer(true)
    await act
    expect(calls.resendByMailApp).toHaveBeenCalledWith({ ids: [anna.id, boris.id] })
    expect(calls.openDraft).toHaveBeenCalledWith({ id: 'first' })
    expect(released).toHaveBeenCalledWith([anna.id, boris.id])
    expect(toDrafts).toHaveBeenCalledTimes(1)
  })

  it('SM6: without an SMS account messaging is offered for who has only a phone, and leads to the drafts', async () => {
    const refusal = { code: 'SMS_ACCOUNT_MISSING', params: {}, fields: [] } as const
    const refused = [anna, boris].map(({ id, name }) => ({ id, name, refusal }))
    calls.resend.mockResolvedValueOnce({ done: [], refused })
    calls.resendByMailApp.mockResolvedValue({ ...done(anna, boris), draftIds: [], smsDraftIds: ['first', 'second'] })
    const toDrafts = vi.fn()
    const acts = actsWith(() => undefined, toDrafts)
    const act = acts.act('resend', [anna, boris])
    await flushPromises()
    expect(asked.value?.question).toMatchObject({ title: 'No SMS account is set up', confirm: 'Open messaging' })
    asked.value?.answer(true)
    await act
    expect(calls.resendByMailApp).toHaveBeenCalledWith({ ids: [anna.id, boris.id] })
    expect(calls.openSms).toHaveBeenCalledWith({ id: 'first' })
    expect(toDrafts).toHaveBeenCalledTimes(1)

    calls.resend.mockResolvedValueOnce({ ...done(anna), refused: refused.slice(1) })
    await acts.act('resend', [anna, boris])
    expect(acts.summary.value?.result.refused).toHaveLength(1)
  })

  it('M1: the mail app is not opened against the operator’s will, nor past somebody who was refused', async () => {
    calls.resend.mockRejectedValue(new Error('no account'))
    const toDrafts = vi.fn()
    const acts = actsWith(() => undefined, toDrafts)
    const first = acts.act('resend', [anna])
    await flushPromises()
    asked.value?.answer(false)
    await first
    expect(calls.resendByMailApp).not.toHaveBeenCalled()
    expect(toasts).toHaveLength(0)

    const refusal = { code: 'ADDRESS_MISSING', params: {}, fields: [] } as const
    calls.resendByMailApp.mockResolvedValue({
      done: done(anna).done,
      refused: [{ id: boris.id, name: boris.name, refusal }],
      draftIds: ['first'],
      smsDraftIds: [],
    })
    const second = acts.act('resend', [anna, boris])
    await flushPromises()
    asked.value?.answer(true)
    await second
    expect(acts.summary.value).toMatchObject({ action: 'resend', drafts: true })
    expect(calls.openDraft).not.toHaveBeenCalled()
    expect(toDrafts).not.toHaveBeenCalled()
  })

  it('C5: what needs more than a yes opens its dialog', async () => {
    const acts = actsWith(() => undefined)
    await acts.act('change-address', [anna])
    expect(acts.dialog.value).toEqual({ action: 'change-address', people: [anna] })
    acts.finished('change-address', [anna])
    expect(acts.dialog.value).toBeNull()
    expect(toasts.map((toast) => toast.text)).toEqual(['The address of Anna Petrova is changed.'])
  })

  it('B4: rehiring a partner whom no seat is free for asks whom to dismiss; of many, each is told so', async () => {
    const refusal = { code: 'NO_PARTNER_SEAT', params: {}, fields: [] } as const
    calls.rehire.mockResolvedValue({ done: [], refused: [{ id: anna.id, name: anna.name, refusal }] })
    const acts = actsWith(() => undefined)
    await acts.act('rehire', [anna])
    expect(acts.dialog.value).toEqual({ action: 'rehire', people: [anna] })
    expect(acts.summary.value).toBeNull()
    acts.report('rehire', done(anna))
    expect(acts.dialog.value).toBeNull()
    expect(toasts.map((toast) => toast.text)).toEqual(['Anna Petrova is rehired.'])

    await acts.act('rehire', [anna, boris])
    expect(acts.dialog.value).toBeNull()
    expect(acts.summary.value?.result.refused).toHaveLength(1)
  })

  it('A3: taking administrator rights asks first', async () => {
    const acts = actsWith(() => undefined)
    const act = acts.act('unmake-administrator', [anna])
    asked.value?.answer(true)
    await act
    expect(calls.setAdministrator).toHaveBeenCalledWith({ id: anna.id, administrator: false })
  })
})

describe('a dialog of somebody over a lock of the console', () => {
  it('A4: is open again for the same person', async () => {
    await actsWith(() => undefined).act('edit', [anna])
    keepUnsavedChanges()
    expect(actsWith(() => undefined).dialog.value).toEqual({ action: 'edit', people: [anna] })
  })

  it('A4, R2: the one that shows a password does not come again', async () => {
    await actsWith(() => undefined).act('give-password', [anna])
    keepUnsavedChanges()
    expect(actsWith(() => undefined).dialog.value).toBeNull()
  })
})
