import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { MessageRow } from '../../../../electron/contract/messages'
import { i18n } from '../../../../src/locales'

const messages = vi.hoisted(() => ({ list: vi.fn(), counts: vi.fn(), outbox: vi.fn(), sendNow: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { messages },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: MessageSelection } = await import('../../../../src/screens/messages/MessageSelection.vue')
const { default: MessagesScreen } = await import('../../../../src/screens/messages/MessagesScreen.vue')

function row(id: string): MessageRow {
  return {
    id,
    channel: 'mail',
    kind: 'invitation',
    personId: null,
    name: '',
    to: `${id}@example.com`,
    state: 'queued',
    tries: 0,
    createdAt: 1,
    sentAt: null,
    nextTryAt: null,
    answer: null,
    actions: ['cancel', 'send-now'],
  }
}

const TABLE = {
  template: '<div role="table" tabindex="-1" />',
  methods: {
    focus(this: { $el: HTMLElement }) {
      this.$el.focus()
    },
  },
}
const FILTERS = { template: '<div role="radiogroup"><input type="radio" checked /></div>' }

async function screen() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/messages', name: 'messages', component: { template: '<p />' } }],
  })
  await router.push('/messages?state=queued')
  const view = mount(MessagesScreen, {
    shallow: true,
    attachTo: document.body,
    global: {
      plugins: [createPinia(), i18n, router],
      stubs: {
        FilterChips: FILTERS,
        MessageTable: TABLE,
        RefusalAlert: false,
        Button: { template: '<button><slot /></button>' },
      },
    },
  })
  await flushPromises()
  return { router, selection: view.getComponent(MessageSelection), view }
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.resetAllMocks()
  messages.outbox.mockResolvedValue([])
  messages.counts.mockResolvedValue({ queued: 3, failed: 2 })
  messages.list.mockResolvedValue({ rows: [row('a')], nextCursor: 'more' })
})

describe('the Messages screen', () => {
  it('M9: after the last message of a filter was acted on the keyboard is at the filter', async () => {
    const { selection } = await screen()
    messages.sendNow.mockResolvedValue({ done: [{ id: 'a', name: 'a' }], refused: [] })
    selection.vm.$emit('all')
    messages.list.mockResolvedValue({ rows: [row('a')], nextCursor: null })
    await flushPromises()
    messages.list.mockResolvedValue({ rows: [], nextCursor: null })
    selection.vm.$emit('act', 'send-now')
    await flushPromises()
    expect(document.activeElement?.getAttribute('type')).toBe('radio')
  })

  it('M9: all that the filter leaves are chosen, those not shown too', async () => {
    const { selection } = await screen()
    messages.list
      .mockResolvedValueOnce({ rows: [row('a'), row('b')], nextCursor: 'more' })
      .mockResolvedValueOnce({ rows: [row('c')], nextCursor: null })
    selection.vm.$emit('all')
    await flushPromises()
    expect(selection.props('rows').map((each) => each.id)).toEqual(['a', 'b', 'c'])
  })

  it('M9: choosing all ends with the filter it was asked for, so that nothing unseen is acted on', async () => {
    const { router, selection } = await screen()
    let answer: (page: { rows: MessageRow[]; nextCursor: string | null }) => void = () => {}
    messages.list.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    selection.vm.$emit('all')
    messages.list.mockResolvedValue({ rows: [row('z')], nextCursor: null })
    await router.push('/messages?state=failed')
    await flushPromises()
    const asked = messages.list.mock.calls.length
    answer({ rows: [row('a'), row('b')], nextCursor: 'more' })
    await flushPromises()
    expect(selection.props('rows')).toEqual([])
    expect(messages.list).toHaveBeenCalledTimes(asked)
  })

  it('M9: a choice that was cleared while all were asked for stays cleared', async () => {
    const { selection } = await screen()
    selection.vm.$emit('all')
    selection.vm.$emit('clear')
    await flushPromises()
    expect(selection.props('rows')).toEqual([])
    // The bar is gone with its button.
    expect(document.activeElement?.getAttribute('role')).toBe('table')
  })

  it('S5: a list that could not be loaded says why and can be asked for again', async () => {
    messages.list.mockRejectedValueOnce(new Error('STORE_BUSY'))
    const { view } = await screen()
    await view.get('[role=alert] button').trigger('click')
    await flushPromises()
    expect(messages.list).toHaveBeenCalledTimes(2)
    expect(view.find('[role=alert]').exists()).toBe(false)
  })
})
