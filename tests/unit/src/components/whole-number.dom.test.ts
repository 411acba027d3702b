import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import WholeNumber from '../../../../src/components/WholeNumber.vue'

/** Types into a port field and leaves it. */
async function type(text: string) {
  const field = mount(WholeNumber, {
    attachTo: document.body,
    props: {
      value: 465,
      min: 1,
      max: 65_535,
      'onUpdate:value': (value: number | null) => void field.setProps({ value }),
    },
  })
  const input = field.get('input')
  await input.trigger('focus')
  await input.setValue(text)
  await input.trigger('blur')
  const { value } = field.props()
  const found = { shown: input.element.value, value, invalid: input.attributes('aria-invalid') }
  field.unmount()
  return found
}

describe('a field for a whole number', () => {
  it.each(['99999999', '0', '-5', '25.5'])('keeps %s as it was typed, and marks it', async (text) => {
    expect(await type(text)).toEqual({ shown: text, value: Number(text), invalid: 'true' })
  })

  it('takes what fits', async () => {
    expect(await type('587')).toEqual({ shown: '587', value: 587, invalid: undefined })
  })

  it('may be emptied', async () => {
    expect(await type('')).toEqual({ shown: '', value: null, invalid: undefined })
  })
})
