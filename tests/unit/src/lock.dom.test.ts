import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { defineComponent, h, nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppState } from '../../../electron/contract/app'

const state = vi.hoisted(() => vi.fn())
const replace = vi.hoisted(() => vi.fn())
vi.mock('../../../src/portal', () => ({
  portal: { app: { state } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../src/composables/live-hub', () => ({ startLive: () => {}, stopLive: () => {} }))
vi.mock('../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../src/stores/counters', () => ({ useCounters: () => ({ forget: () => {}, refresh: () => {} }) }))
vi.mock('../../../src/stores/preferences', () => ({
  usePreferences: () => ({ ready: true, theme: 'light', adopt: () => {} }),
}))
vi.mock('../../../src/router', () => ({ router: { install: () => {}, replace } }))
vi.mock('../../../src/frame/ConsoleFrame.vue', async () => {
  const { ref } = await import('vue')
  const { outlastLock } = await import('../../../src/composables/outlast-lock')
  const { useDraft } = await import('../../../src/composables/use-draft')
  const Form = defineComponent(() => {
    const { draft, changed } = useDraft(() => ({ name: 'North' }), { form: 'portal' })
    return () => [
      h('input', {
        value: draft.value.name,
        onInput: (event: Event) => (draft.value.name = (event.target as HTMLInputElement).value),
      }),
      changed.value ? 'Not saved yet' : 'Saved',
    ]
  })
  const Dialog = defineComponent(() => {
    const { draft } = useDraft(() => ({ note: '' }), { form: 'note' })
    return () =>
      h('textarea', {
        value: draft.value.note,
        onInput: (event: Event) => (draft.value.note = (event.target as HTMLTextAreaElement).value),
      })
  })
  const Console = defineComponent(() => {
    const noting = outlastLock('noting', ref(false))
    return () =>
      h('main', [h(Form), h('button', { onClick: () => (noting.value = true) }), noting.value ? h(Dialog) : null])
  })
  return { __esModule: true, default: Console }
})

const { default: App } = await import('../../../src/App.vue')
const { useSession } = await import('../../../src/stores/session')
const { asked, useConfirm } = await import('../../../src/composables/use-confirm')
const { toasts, useToast } = await import('../../../src/composables/use-toast')
const { forgetUnsavedChanges } = await import('../../../src/composables/use-draft')

async function goTo(phase: AppState['phase'], id: string): Promise<void> {
  state.mockResolvedValue({ phase, operator: phase === 'sign-in' ? null : { id }, portal: { sample: false } })
  await useSession().refresh()
  await nextTick()
  await flushPromises()
}

/** The console with a setting and a note in a dialog that are typed and not saved, after the screen of the computer has locked it. */
async function lockedWhileTyping() {
  state.mockResolvedValue({ phase: 'open', operator: { id: 'anna' }, portal: { sample: false } })
  const view = mount(App, {
    global: { stubs: { SignInScreen: true, UnlockScreen: true, ToastHost: true } },
  })
  await vi.waitFor(() => expect(view.find('input').exists()).toBe(true))
  await view.get('input').setValue('South')
  await view.get('button').trigger('click')
  await view.get('textarea').setValue('Ask Ivan')
  await goTo('locked', 'anna')
  expect([view.find('input').exists(), view.find('textarea').exists()]).toEqual([false, false])
  return view
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  forgetUnsavedChanges()
})

describe('a console that is locked', () => {
  it('A4: has what was typed and not saved, and the dialog that was open, there again for the same operator', async () => {
    const view = await lockedWhileTyping()
    await goTo('open', 'anna')
    expect([view.get('input').element.value, view.text()]).toEqual(['South', 'Not saved yet'])
    expect(view.get('textarea').element.value).toBe('Ask Ivan')
  })

  it('A4: leaves no question standing over the lock', async () => {
    state.mockResolvedValue({ phase: 'open', operator: { id: 'anna' }, portal: { sample: false } })
    const view = mount(App, { global: { stubs: { UnlockScreen: true, ToastHost: true, ConfirmDialog: true } } })
    await vi.waitFor(() => expect(view.find('input').exists()).toBe(true))
    const answer = useConfirm()({ title: 'Delete Boris Orlov?', text: 'The link stops working.', confirm: 'Delete' })
    await goTo('locked', 'anna')
    expect([await answer, asked.value]).toEqual([false, null])
  })

  it('A4: leaves nothing that was said standing over the lock, nor for another operator', async () => {
    state.mockResolvedValue({ phase: 'open', operator: { id: 'anna' }, portal: { sample: false } })
    const view = mount(App, { global: { stubs: { SignInScreen: true, UnlockScreen: true, ToastHost: true } } })
    await vi.waitFor(() => expect(view.find('input').exists()).toBe(true))
    const { say } = useToast()
    say('Boris Orlov was deleted')
    await goTo('locked', 'anna')
    expect(toasts).toEqual([])
    await goTo('open', 'anna')
    await goTo('sign-in', '')
    say('The copy of 4 May was restored')
    await goTo('open', 'anna')
    expect(toasts).toHaveLength(1)
    await goTo('sign-in', '')
    await goTo('open', 'boris')
    expect(toasts).toEqual([])
  })

  it('A4: shows another operator nothing of it', async () => {
    const view = await lockedWhileTyping()
    await goTo('sign-in', '')
    await goTo('open', 'boris')
    expect([view.get('input').element.value, view.text()]).toEqual(['North', 'Saved'])
    expect(view.find('textarea').exists()).toBe(false)
    await view.get('button').trigger('click')
    expect(view.get('textarea').element.value).toBe('')
  })
})
