import { enableAutoUnmount, mount } from '@vue/test-utils'
import { defineComponent, h, withDirectives } from 'vue'
import { afterEach, expect, it } from 'vitest'
import { i18n } from '../../../../src/locales'
import OutcomeSummary from '../../../../src/screens/invite/OutcomeSummary.vue'
import { vTakesFocus } from '../../../../src/screens/invite/takes-focus'

enableAutoUnmount(afterEach)
afterEach(() => {
  document.body.innerHTML = ''
})

/** Shows this in place of what the keyboard was in. */
function show(...inside: Parameters<typeof h>[]) {
  const part = defineComponent(() => () => {
    const children = inside.map((each) => h(...each))
    return withDirectives(h('div', children), [[vTakesFocus]])
  })
  mount(part, { attachTo: document.body, global: { plugins: [i18n] } })
}

const FIELDS: Parameters<typeof h>[] = [
  ['button', { id: 'waiting' }],
  ['input', { id: 'chosen-by-mouse', tabindex: -1 }],
  ['input', { id: 'file', type: 'file' }],
  ['textarea', { id: 'addresses' }],
]

it('M4, R1: after an invitation the keyboard is at what came of it', () => {
  show(...FIELDS, [OutcomeSummary, { title: '2 people invited' }])
  expect(document.activeElement?.textContent).toBe('2 people invited')
})

it('M4, SM1: on the way back to the form it is in the first field, else at a button', () => {
  show(...FIELDS)
  expect(document.activeElement?.id).toBe('addresses')
  document.body.innerHTML = ''
  show(...FIELDS.slice(0, 3))
  expect(document.activeElement?.id).toBe('waiting')
})

it('M4: it stays where the operator went meanwhile', () => {
  document.body.innerHTML = '<button id="tab">SMS</button>'
  document.querySelector('button')?.focus()
  show(...FIELDS)
  expect(document.activeElement?.id).toBe('tab')
})
