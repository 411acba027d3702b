import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import type { RefusalData } from '../../../../electron/contract/base'
import { useRequest } from '../../../../src/composables/use-request'
import { refusalOf } from '../../../../src/portal'

function refused(data: RefusalData): ORPCError<'REFUSED', RefusalData> {
  return new ORPCError('REFUSED', { defined: true, status: 409, data })
}

describe('refusalOf', () => {
  it('reads the refusal of a request', () => {
    const data: RefusalData = { code: 'NO_SEAT', params: { limit: 10 }, fields: [] }
    expect(refusalOf(refused(data))).toEqual(data)
  })

  it('makes INTERNAL of whatever is no refusal', () => {
    const unknown = [new Error('socket closed'), null, new ORPCError('REFUSED', { data: { code: 'MADE_UP' } })]
    expect(unknown.map((error) => refusalOf(error).code)).toEqual(['INTERNAL', 'INTERNAL', 'INTERNAL'])
  })
})

describe('useRequest', () => {
  it('S5: a second run while the first is under way asks once', async () => {
    let calls = 0
    const request = useRequest(async () => (calls += 1))
    const outcomes = await Promise.all([request.run(), request.run()])
    expect(calls).toBe(1)
    expect(outcomes).toEqual([
      { done: true, value: 1 },
      { done: true, value: 1 },
    ])
    expect((await request.run()).done).toBe(true)
    expect(calls).toBe(2)
  })

  it('puts the problems beside their fields and nothing above the form', async () => {
    const request = useRequest(() =>
      Promise.reject(
        refused({
          code: 'INVALID_INPUT',
          params: {},
          fields: [
            { field: 'email', code: 'EMAIL_INVALID' },
            { field: 'email', code: 'TOO_LONG' },
          ],
        }),
      ),
    )
    const outcome = await request.run()
    expect(outcome.done).toBe(false)
    expect(request.fields.value['email']?.code).toBe('EMAIL_INVALID')
    expect(request.general.value).toBeNull()
    expect(request.busy.value).toBe(false)
  })

  it('keeps a general refusal until the next success', async () => {
    let refuse = true
    const request = useRequest(async () => {
      if (refuse) throw refused({ code: 'WRONG_CREDENTIALS', params: {}, fields: [] })
    })
    await request.run()
    expect(request.general.value?.code).toBe('WRONG_CREDENTIALS')
    refuse = false
    await request.run()
    expect(request.general.value).toBeNull()
  })
})
