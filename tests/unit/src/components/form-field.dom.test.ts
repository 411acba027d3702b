import { mount, type VueWrapper } from '@vue/test-utils'
import { NInput } from 'naive-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { h, nextTick } from 'vue'
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

  it('takes the problem away when something else is typed, and shows it again when it is found again', async () => {
    const shown = show({ label: 'E-mail', problem: { field: 'email', code: 'EMAIL_INVALID' } })
    await shown.get('input').trigger('input')
    expect(shown.text()).not.toContain('This is not an e-mail address')
    expect(shown.get('input').attributes('aria-invalid')).toBeUndefined()
    await shown.setProps({ problem: { field: 'email', code: 'EMAIL_INVALID' } })
    expect(shown.text()).toContain('This is not an e-mail address')
    expect(shown.get('input').attributes('aria-invalid')).toBe('true')
  })

  it('says the limits where the refusal knows them', async () => {
    const params = { minimum: 1, maximum: 65_535 }
    const shown = show({ label: 'Port', problem: { field: 'port', code: 'OUT_OF_RANGE', params } })
    expect(shown.text()).toContain('Write a whole number from 1 to 65,535.')
    await shown.setProps({ problem: { field: 'port', code: 'OUT_OF_RANGE' } })
    expect(shown.text()).toContain('This number is outside the allowed range.')
    await shown.setProps({ problem: { field: 'name', code: 'TOO_LONG', params: { maximum: 100 } } })
    expect(shown.text()).toContain('At most 100 characters fit here.')
  })

  it('tells where a paste is cut to the length of the field, until something is typed', async () => {
    const shown = show({ label: 'Portal name' })
    const input = shown.get('input')
    const paste = async (text: string): Promise<void> => {
      await input.trigger('paste', { clipboardData: { getData: () => text } })
      input.element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))
      await nextTick()
    }
    input.element.maxLength = 5
    await paste('North')
    expect(shown.find('[role=status]').exists()).toBe(false)
    await paste('Northwind')
    expect(shown.get('[role=status]').text()).toBe('Not all of it fits: this field takes 5 characters.')
    await input.trigger('input')
    expect(shown.find('[role=status]').exists()).toBe(false)
  })
})
