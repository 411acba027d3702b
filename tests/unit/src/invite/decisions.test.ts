import { beforeEach, describe, expect, it, vi } from 'vitest'

const calls = vi.hoisted(() => ({ resend: vi.fn(), confirm: vi.fn(), rehire: vi.fn(), addTo: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    invitations: { resend: calls.resend },
    people: { confirm: calls.confirm, rehire: calls.rehire, addTo: calls.addTo },
  },
}))

const { decide } = await import('../../../../src/screens/invite/decisions')

describe('what is decided about people who are in the directory already', () => {
  beforeEach(() => vi.resetAllMocks())

  it('S6: each fate has its act, and nobody else’s is called', async () => {
    const places = { departmentIds: ['sales'], workgroupIds: ['launch'] }
    for (const [fate, call] of [
      ['invited', calls.resend],
      ['pending', calls.confirm],
      ['dismissed', calls.rehire],
      ['active', calls.addTo],
    ] as const) {
      vi.resetAllMocks()
      call.mockResolvedValue({ done: [], refused: [] })
      await decide(fate, ['ann', 'bob'], places)
      const input = fate === 'active' ? { ids: ['ann', 'bob'], ...places } : { ids: ['ann', 'bob'] }
      expect(call).toHaveBeenCalledWith(input)
      expect(Object.values(calls).filter((each) => each.mock.calls.length > 0)).toEqual([call])
    }
  })

  it('S6: who is refused comes back with the reason, beside those who were added', async () => {
    const refusal = { code: 'STATE_NOT_ALLOWED', params: {}, fields: [] }
    const result = { done: [{ id: 'ann', name: 'Ann' }], refused: [{ id: 'bob', name: 'Bob', refusal }] }
    calls.addTo.mockResolvedValue(result)
    expect(await decide('active', ['ann', 'bob'], { departmentIds: ['sales'], workgroupIds: [] })).toEqual(result)
  })
})
