import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { BatchResult } from '../../../../electron/contract/base'
import { asked } from '../../../../src/composables/use-confirm'
import { dismissToast, toasts } from '../../../../src/composables/use-toast'
import { i18n } from '../../../../src/locales'
import { usePersonActs } from '../../../../src/screens/employees/use-person-acts'
import { personRow } from './people'

const calls = vi.hoisted(() => ({
  delete: vi.fn(),
  confirm: vi.fn(),
  setAdministrator: vi.fn(),
  link: vi.fn(),
  copyText: vi.fn(),
}))
vi.mock('../../../../src/portal', () => ({
  portal: {
    people: { delete: calls.delete, confirm: calls.confirm, setAdministrator: calls.setAdministrator },
    invitations: { link: calls.link },
    app: { copyText: calls.copyText },
  },
  refusalOf: () => ({ code: 'NOT_ALLOWED', params: {}, fields: [] }),
}))

function actsWith(afterwards: (ids: readonly string[]) => void) {
  let acts: ReturnType<typeof usePersonActs> | undefined
  mount(
    defineComponent({
      setup() {
        acts = usePersonActs(afterwards)
        return () => h('div')
      },
    }),
    { global: { plugins: [i18n] } },
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

beforeEach(() => vi.clearAllMocks())
afterEach(() => {
  for (const toast of [...toasts]) dismissToast(toast.id)
  asked.value?.answer(false)
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

  it('C5: what needs more than a yes opens its dialog', async () => {
    const acts = actsWith(() => undefined)
    await acts.act('change-address', [anna])
    expect(acts.dialog.value).toEqual({ action: 'change-address', people: [anna] })
    acts.finished('change-address', [anna])
    expect(acts.dialog.value).toBeNull()
    expect(toasts.map((toast) => toast.text)).toEqual(['The address of Anna Petrova is changed.'])
  })

  it('A3: taking administrator rights asks first', async () => {
    const acts = actsWith(() => undefined)
    const act = acts.act('unmake-administrator', [anna])
    asked.value?.answer(true)
    await act
    expect(calls.setAdministrator).toHaveBeenCalledWith({ id: anna.id, administrator: false })
  })
})
