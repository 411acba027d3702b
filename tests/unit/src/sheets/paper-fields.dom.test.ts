import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'

vi.mock('../../../../src/portal', () => ({ portal: {}, onRefusal: () => () => true }))

const { default: PaperFields } = await import('../../../../src/screens/sheets/PaperFields.vue')

enableAutoUnmount(afterEach)

it('Q2: what cannot be printed as whom to ask is told at its field', () => {
  const fields = [{ field: 'paper.contact', code: 'CONTROL_CHARACTERS' as const }]
  const view = mount(PaperFields, {
    global: { plugins: [createPinia(), i18n] },
    props: { refusal: { code: 'INVALID_INPUT', params: {}, fields } },
  })
  expect(view.find('[aria-invalid=true]').exists()).toBe(true)
  expect(view.text()).toContain('This contains invisible characters.')
})
