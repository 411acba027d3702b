import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'

const undo = vi.hoisted(() => vi.fn())
const confirm = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/portal', () => ({
  portal: { bulk: { undo } },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
}))
vi.mock('../../../../src/composables/use-confirm', () => ({ useConfirm: () => confirm }))

const { useTakeBack } = await import('../../../../src/composables/use-take-back')

it('Z1: a refusal is told once; asked again and left, there is none to tell', async () => {
  let taking: ReturnType<typeof useTakeBack> | undefined
  mount(
    {
      setup() {
        taking = useTakeBack()
        return () => null
      },
    },
    { global: { plugins: [createPinia(), i18n] } },
  )
  const batch = { id: 'b1', name: 'List', people: 2 }
  confirm.mockResolvedValueOnce(true)
  undo.mockRejectedValueOnce(new Error('NOT_ALLOWED'))
  expect(await taking?.takeBack(batch)).toBe(false)
  expect(taking?.refused.value).toMatchObject({ id: 'b1', refusal: { code: 'NOT_ALLOWED' } })
  confirm.mockResolvedValueOnce(false)
  expect(await taking?.takeBack(batch)).toBe(false)
  await flushPromises()
  expect(taking?.refused.value).toBeNull()
  expect(undo).toHaveBeenCalledTimes(1)
})
