import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import FigureText from '../../../../src/components/FigureText.vue'

it('marks the figures of a text alone, and leaves the text as it is', () => {
  const text = '1,234 of 5,000 – about 2 minutes left'
  const shown = mount({ components: { FigureText }, template: `<p><FigureText text="${text}" /></p>` })
  expect(shown.element.textContent).toBe(text)
  expect(shown.findAll('.numbers').map((each) => each.text())).toEqual(['1', '234', '5', '000', '2'])
})

it('shows a text without figures, and none', () => {
  const words = mount({ components: { FigureText }, template: '<p><FigureText text="Beginning…" /></p>' })
  expect(words.element.textContent).toBe('Beginning…')
  const nothing = mount({ components: { FigureText }, template: '<p><FigureText text="" /></p>' })
  expect(nothing.element.textContent).toBe('')
})
