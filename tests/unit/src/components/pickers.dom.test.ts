import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { i18n } from '../../../../src/locales'

const calls = vi.hoisted(() => ({ tree: vi.fn(), list: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { structure: { tree: calls.tree }, workgroups: { list: calls.list } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: DepartmentPicker } = await import('../../../../src/components/DepartmentPicker.vue')
const { default: WorkgroupPicker } = await import('../../../../src/components/WorkgroupPicker.vue')

const department = (id: string) => ({ id, parentId: id === 'root' ? null : 'root', name: id, position: 0 })

async function pickedIn(picker: Component, ids: string[]): Promise<unknown> {
  const shown = mount(picker, { props: { modelValue: ids }, global: { plugins: [i18n] } })
  await flushPromises()
  const told = shown.emitted('update:modelValue')?.at(-1)?.[0] ?? ids
  shown.unmount()
  return told
}

beforeEach(() => vi.resetAllMocks())

describe('what was chosen and is gone since', () => {
  it('M6: a deleted department leaves the choice; the others stay', async () => {
    calls.tree.mockResolvedValue([department('root'), department('optics')])
    expect(await pickedIn(DepartmentPicker, ['optics', 'gone'])).toEqual(['optics'])
  })

  it('Z11: whoever may not see the structure keeps what they chose', async () => {
    calls.tree.mockRejectedValue(new Error('not allowed'))
    expect(await pickedIn(DepartmentPicker, ['optics'])).toEqual(['optics'])
  })

  it('W1: a deleted workgroup leaves the choice', async () => {
    calls.list.mockResolvedValue([{ id: 'launch', name: 'Launch' }])
    expect(await pickedIn(WorkgroupPicker, ['gone', 'launch'])).toEqual(['launch'])
  })
})
