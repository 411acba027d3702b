import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { AddressFate } from '../../../../electron/contract/invitations'

const calls = vi.hoisted(() => ({ count: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { invitations: { countDrafts: calls.count } },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => undefined }))

const { useEmailInvitation } = await import('../../../../src/screens/invite/email/email-invitation')
const { useDraftCount } = await import('../../../../src/screens/invite/use-draft-count')

function fresh(email: string): AddressFate {
  return { text: email, email, firstName: '', lastName: '', fate: 'new', person: null, problem: null, lookAlikes: [] }
}

function counted() {
  let made: ReturnType<typeof useDraftCount> | undefined
  const app = mount(
    defineComponent({
      setup() {
        made = useDraftCount()
        return () => h('div')
      },
    }),
  )
  if (!made) throw new Error('not mounted')
  return { ...made, close: () => app.unmount() }
}

/** Past the wait after the last keystroke, and the answer. */
async function settle(): Promise<void> {
  await vi.runAllTimersAsync()
  await flushPromises()
}

describe('the number of drafts beside *Open mail app*', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    setActivePinia(createPinia())
    vi.resetAllMocks()
  })
  afterEach(() => vi.useRealTimers())

  it('M2: is what the core would make of the list, asked again when anything of it changes', async () => {
    calls.count.mockResolvedValueOnce({ drafts: 2 }).mockResolvedValueOnce({ drafts: 1 })
    const store = useEmailInvitation()
    store.entries = [fresh('a@x.io'), fresh('b@x.io')]
    const { close, count } = counted()
    await settle()
    expect(count.value).toBe(2)
    store.mode = 'bcc'
    await settle()
    expect(count.value).toBe(1)
    expect(calls.count).toHaveBeenLastCalledWith(
      expect.objectContaining({
        mode: 'bcc',
        people: [expect.objectContaining({ email: 'a@x.io' }), expect.anything()],
      }),
    )
    calls.count.mockRejectedValueOnce(new Error('MAIL_TEXT_TOO_LONG'))
    store.ownText = { subject: 'Hi', body: 'long {{link}}' }
    await settle()
    expect(count.value).toBeNull()
    close()
  })

  it('M2: says why no draft can be made, and forgets it with the list', async () => {
    calls.count.mockRejectedValue(new Error('MAIL_TEXT_TOO_LONG'))
    const store = useEmailInvitation()
    store.entries = [fresh('a@x.io')]
    const { close, refusal } = counted()
    await settle()
    expect(refusal.value?.code).toBe('MAIL_TEXT_TOO_LONG')
    store.entries = []
    await settle()
    expect(refusal.value).toBeNull()
    expect(calls.count).toHaveBeenCalledTimes(1)
    close()
  })

  it('M2: an answer overtaken by another choice is dropped', async () => {
    const answers: ((value: { drafts: number }) => void)[] = []
    calls.count.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const store = useEmailInvitation()
    store.entries = [fresh('a@x.io'), fresh('b@x.io')]
    const { close, count } = counted()
    store.mode = 'bcc'
    await flushPromises()
    answers[1]?.({ drafts: 1 })
    answers[0]?.({ drafts: 2 })
    await settle()
    expect(count.value).toBe(1)
    close()
  })
})
