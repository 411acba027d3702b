import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useIdleClock } from '../../../../src/screens/kiosk/use-idle-clock'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function clock(runs = () => true) {
  const over = vi.fn()
  let made: ReturnType<typeof useIdleClock> | null = null
  const wrapper = mount(
    defineComponent({
      setup() {
        made = useIdleClock({ limit: () => 75, warn: 15, runs, over })
        return () => h('div')
      },
    }),
  )
  const idle = made as ReturnType<typeof useIdleClock> | null
  if (!idle) throw new Error('no clock')
  return { over, wrapper, idle }
}

describe('J3: nobody at the kiosk', () => {
  it('J3: warns for the last seconds, then clears, once', () => {
    const { idle, over, wrapper } = clock()
    vi.advanceTimersByTime(59_000)
    expect(idle.warning.value).toBeNull()
    vi.advanceTimersByTime(1_000)
    expect(idle.warning.value).toBe(15)
    vi.advanceTimersByTime(14_000)
    expect([idle.warning.value, over.mock.calls.length]).toEqual([1, 0])
    vi.advanceTimersByTime(1_000)
    expect([idle.warning.value, over.mock.calls.length]).toEqual([null, 1])
    vi.advanceTimersByTime(60_000)
    expect(over).toHaveBeenCalledTimes(1)
    wrapper.unmount()
    vi.advanceTimersByTime(600_000)
    expect(over).toHaveBeenCalledTimes(1)
  })

  it('J3: whatever somebody does begins anew; once it asks, only an answer does', () => {
    const { idle, over } = clock()
    for (const sign of ['keydown', 'pointermove', 'wheel', 'input']) {
      vi.advanceTimersByTime(50_000)
      window.dispatchEvent(new Event(sign))
    }
    expect([idle.warning.value, over.mock.calls.length]).toEqual([null, 0])
    vi.advanceTimersByTime(65_000)
    window.dispatchEvent(new Event('pointermove'))
    expect(idle.warning.value).toBe(10)
    idle.touch()
    expect(idle.warning.value).toBeNull()
    vi.advanceTimersByTime(59_000)
    expect(over).not.toHaveBeenCalled()
  })

  it('J3: stands still while there is nothing to clear', () => {
    const { idle, over } = clock(() => false)
    vi.advanceTimersByTime(600_000)
    expect([idle.warning.value, over.mock.calls.length]).toEqual([null, 0])
  })
})
