import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { BatchResult } from '../../../../electron/contract/base'
import { asked } from '../../../../src/composables/use-confirm'
import { dismissToast, toasts } from '../../../../src/composables/use-toast'
import { i18n } from '../../../../src/locales'
import { usePersonActs } from '../../../../src/screens/employees/use-person-acts'
import { personRow } from './people'

const calls = vi.hoisted(() => ({ delete: vi.fn(), dismiss: vi.fn(), leavings: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { people: calls, invitations: { drafts: () => Promise.resolve([]) } },
  refusalOf: () => ({ code: 'NOT_ALLOWED', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

function openActs() {
  let acts: ReturnType<typeof usePersonActs> | undefined
  const setup = () => {
    acts = usePersonActs(
      () => undefined,
      () => undefined,
      () => undefined,
    )
    return () => h('div')
  }
  mount(defineComponent({ setup }), { global: { plugins: [createPinia(), i18n] } })
  if (!acts) throw new Error('not mounted')
  return acts
}

const anna = personRow(1, { name: 'Anna Petrova', status: 'invited' })
const done: BatchResult = { done: [{ id: anna.id, name: anna.name }], refused: [] }

beforeEach(() => vi.clearAllMocks())
afterEach(() => {
  for (const toast of [...toasts]) dismissToast(toast.id)
  asked.value?.answer(false)
})

describe('dismissing', () => {
  it('D3: who leaves nothing behind is asked about and dismissed', async () => {
    calls.leavings.mockResolvedValue([])
    calls.dismiss.mockResolvedValue(done)
    const acts = openActs()
    const act = acts.act('dismiss', [anna])
    await flushPromises()
    expect(asked.value?.question.title).toBe('Dismiss Anna Petrova?')
    expect(calls.dismiss).not.toHaveBeenCalled()
    asked.value?.answer(true)
    await act
    expect(calls.dismiss).toHaveBeenCalledWith({ ids: [anna.id] })
    expect(toasts.map((toast) => toast.text)).toEqual(['Anna Petrova is dismissed.'])
  })

  it('Z2: who leaves something behind is not dismissed before it is decided what becomes of it', async () => {
    const left = { id: anna.id, name: anna.name, invited: [], invitedTotal: 2 }
    calls.leavings.mockResolvedValue([left])
    const acts = openActs()
    await acts.act('dismiss', [anna])
    expect(acts.leaving.value?.leavings).toEqual([left])
    expect(asked.value).toBeNull()
    expect(calls.dismiss).not.toHaveBeenCalled()
    acts.report('dismiss', done)
    expect(acts.leaving.value).toBeNull()
  })

  it('S1: those whose tasks forbid deleting can be dismissed instead, from the summary', async () => {
    const refusal = { code: 'HAS_TASKS', params: {}, fields: [] } as const
    calls.delete.mockResolvedValue({ done: [], refused: [{ id: anna.id, name: anna.name, refusal }] })
    calls.leavings.mockResolvedValue([])
    calls.dismiss.mockResolvedValue(done)
    const acts = openActs()
    const act = acts.act('delete', [anna])
    asked.value?.answer(true)
    await act
    expect(acts.summary.value?.result.refused).toHaveLength(1)
    const instead = acts.dismissInstead([{ id: anna.id, name: anna.name }])
    await flushPromises()
    expect(acts.summary.value).toBeNull()
    asked.value?.answer(true)
    await instead
    expect(calls.dismiss).toHaveBeenCalledWith({ ids: [anna.id] })
  })
})
