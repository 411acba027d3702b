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
  return { __esModule: true, default: defineComponent(() => () => h('main', h(Form))) }
})

const { default: App } = await import('../../../src/App.vue')
const { useSession } = await import('../../../src/stores/session')
const { forgetUnsavedChanges } = await import('../../../src/composables/use-draft')

async function goTo(phase: AppState['phase'], id: string): Promise<void> {
  state.mockResolvedValue({ phase, operator: phase === 'sign-in' ? null : { id }, portal: { sample: false } })
  await useSession().refresh()
  await nextTick()
  await flushPromises()
}

/** The console with a setting that is typed and not saved, after the screen of the computer has locked it. */
async function lockedWhileTyping() {
  state.mockResolvedValue({ phase: 'open', operator: { id: 'anna' }, portal: { sample: false } })
  const view = mount(App, {
    global: { stubs: { SignInScreen: true, UnlockScreen: true, ToastHost: true } },
  })
  await vi.waitFor(() => expect(view.find('input').exists()).toBe(true))
  await view.get('input').setValue('South')
  await goTo('locked', 'anna')
  expect(view.find('input').exists()).toBe(false)
  return view
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  forgetUnsavedChanges()
})

describe('a console that is locked', () => {
  it('A4: has what was typed and not saved there again for the same operator', async () => {
    const view = await lockedWhileTyping()
    await goTo('open', 'anna')
    expect([view.get('input').element.value, view.text()]).toEqual(['South', 'Not saved yet'])
  })

  it('A4: shows another operator nothing of it', async () => {
    const view = await lockedWhileTyping()
    await goTo('sign-in', '')
    await goTo('open', 'boris')
    expect([view.get('input').element.value, view.text()]).toEqual(['North', 'Saved'])
  })
})
