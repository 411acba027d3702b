import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, onUpdated, ref } from 'vue'
import { i18n } from '../../../../src/locales'
import { blurDisabled } from '../support/blurred'

const imports = vi.hoisted(() => ({ differences: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { imports },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { default: DifferenceRows } = await import('../../../../src/screens/import/DifferenceRows.vue')
const { useReconcile } = await import('../../../../src/screens/import/reconcile-store')

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
  imports.differences.mockResolvedValue({ rows: [], nextCursor: null })
})

it('Z5: once all are ticked, the keyboard goes on at the opposite button, and back', async () => {
  const store = useReconcile()
  const chosen = ref(0)
  const Dialog = defineComponent(() => {
    onUpdated(blurDisabled)
    return () => h(DifferenceRows, { view: 'missing-there', count: 7, chosen: chosen.value })
  })
  const view = mount(Dialog, {
    attachTo: document.body,
    global: { plugins: [i18n], stubs: { DifferenceTable: { template: '<p />', methods: { toTop: () => {} } } } },
  })
  store.choose = vi.fn(async (_view, _keys, on: boolean) => {
    chosen.value = on ? 7 : 0
    return true
  })
  await flushPromises()
  for (const [pressed, next] of [
    ['Tick all', 'Tick none'],
    ['Tick none', 'Tick all'],
  ]) {
    const button = view.findAll('button').find((each) => each.text() === pressed)
    button?.element.focus()
    await button?.trigger('click')
    await flushPromises()
    expect(document.activeElement?.textContent?.trim()).toBe(next)
  }
})
