import { mount, type VueWrapper } from '@vue/test-utils'
import { NInput } from 'naive-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { h } from 'vue'
import FormField from '../../../../src/components/FormField.vue'
import { i18n } from '../../../../src/locales'
import type { FieldProblem } from '../../../../src/portal'

interface Slot {
  readonly inputProps: Record<string, unknown>
}

let field: VueWrapper | null = null
afterEach(() => field?.unmount())

function show(props: { label: string; hint?: string; problem?: FieldProblem }): VueWrapper {
  field = mount(FormField, {
    props,
    slots: { default: ({ inputProps }: Slot) => h(NInput, { value: '', inputProps }) },
    global: { plugins: [i18n] },
    attachTo: document.body,
  })
  return field
}

describe('FormField', () => {
  it('binds the visible label to the input', () => {
    const shown = show({ label: 'Portal name' })
    expect(shown.get('label').text()).toBe('Portal name')
    expect(shown.get('label').attributes('for')).toBe(shown.get('input').attributes('id'))
    expect(shown.get('input').attributes('aria-describedby')).toBeUndefined()
    expect(shown.get('input').attributes('aria-invalid')).toBeUndefined()
  })

  it('describes the input by its problem and then its hint', () => {
    const shown = show({ label: 'E-mail', hint: 'For the sign-in', problem: { field: 'email', code: 'REQUIRED' } })
    const input = shown.get('input')
    expect(input.attributes('aria-invalid')).toBe('true')
    const described = (input.attributes('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id))
    expect(described.map((element) => element?.textContent)).toEqual(['Fill this in.', 'For the sign-in'])
  })

  it('takes the problem away with the cause', async () => {
    const shown = show({ label: 'E-mail', problem: { field: 'email', code: 'REQUIRED' } })
    await shown.setProps({ problem: undefined })
    expect(shown.text()).not.toContain('Fill this in.')
    expect(shown.get('input').attributes('aria-describedby')).toBeUndefined()
  })
})
