import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { defineComponent } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { dismissToast, toasts } from '../../../../src/composables/use-toast'
import { i18n, loadLanguage } from '../../../../src/locales'

const structure = vi.hoisted(() => ({ lastStep: vi.fn(), undo: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { structure },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => undefined }))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ editsStructure: true }) }))

const { useStructureUndo } = await import('../../../../src/screens/structure/use-structure-undo')

beforeEach(async () => {
  await loadLanguage('en')
  for (const toast of [...toasts]) dismissToast(toast.id)
})

it('D1: only the last step is offered to be undone; the offer of an earlier one goes', async () => {
  const step = (id: number) => ({ id, act: 'department.added', name: `D${id}` })
  const Screen = defineComponent({ setup: () => useStructureUndo(async () => undefined), template: '<p />' })
  const { vm } = mount(Screen, { global: { plugins: [createPinia(), i18n] } })
  structure.lastStep.mockResolvedValue(step(1))
  await vm.say('One')
  structure.lastStep.mockResolvedValue(step(2))
  await vm.say('Two')
  expect(toasts.map((toast) => toast.text)).toEqual(['Two'])
  structure.lastStep.mockResolvedValue(step(1))
  toasts[0]?.action?.run()
  await flushPromises()
  expect(structure.undo).toHaveBeenCalledWith({ id: 2 })
  expect(toasts.filter((toast) => toast.action !== null)).toEqual([])
})
