import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { MessageRow } from '../../../../electron/contract/messages'
import { asked } from '../../../../src/composables/use-confirm'
import { dismissToast, toasts } from '../../../../src/composables/use-toast'
import { i18n } from '../../../../src/locales'
import { useMessageActs } from '../../../../src/screens/messages/use-message-acts'

const calls = vi.hoisted(() => ({ sendNow: vi.fn(), outbox: vi.fn() }))
vi.mock('../../../../src/portal', () => ({ portal: { messages: calls }, refusalOf: (error: Error) => error }))

const failed: MessageRow = {
  id: 'a',
  channel: 'mail',
  kind: 'invitation',
  personId: null,
  name: 'Ann Lee',
  to: 'ann@example.com',
  state: 'failed',
  tries: 1,
  createdAt: 1,
  sentAt: null,
  nextTryAt: null,
  answer: null,
  actions: ['send-now'],
}

function messageActs(): ReturnType<typeof useMessageActs> {
  let acts: ReturnType<typeof useMessageActs> | undefined
  const setup = () => {
    acts = useMessageActs(() => Promise.resolve())
    return () => h('div')
  }
  mount(defineComponent({ setup }), { global: { plugins: [i18n] } })
  if (!acts) throw new Error('not mounted')
  return acts
}

afterEach(() => {
  for (const toast of [...toasts]) dismissToast(toast.id)
})

describe('Cancel', () => {
  it.each([
    [1, 'It will not be sent.'],
    [3, 'They will not be sent.'],
  ])('M9: asks about %d as one does', (count, words) => {
    const rows = Array.from({ length: count }, () => ({ ...failed, actions: ['cancel' as const] }))
    void messageActs().run('cancel', rows)
    expect(asked.value?.question.text).toContain(words)
    asked.value?.answer(false)
  })
})

describe('Send now', () => {
  it.each([
    [false, [['1 message goes out next', true]]],
    [true, [['Sending is paused: 1 message goes out once it is resumed', false]]],
  ])('M4: says what follows where the channel is paused, which is nothing done yet: %s', async (paused, said) => {
    calls.sendNow.mockResolvedValue({ done: [{ id: 'a', name: 'Ann Lee' }], refused: [] })
    calls.outbox.mockResolvedValue([{ channel: 'mail', paused }])
    await messageActs().run('send-now', [failed])
    expect(toasts.map((toast) => [toast.text, toast.done])).toEqual(said)
  })
})
