import { afterEach, beforeEach, expect, it } from 'vitest'
import { focusRow, refocused } from '../../../../src/composables/refocus'

let form: HTMLElement
const field = (name: string): HTMLInputElement => {
  const found = form.querySelector<HTMLInputElement>(`[name=${name}]`)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

/** Pressed, the button is disabled until the answer is in, and so loses the keyboard. */
async function press(done: boolean, wrong?: string) {
  const button = form.querySelector('button')
  button?.focus()
  return refocused(form, () => {
    button?.blur()
    if (wrong) field(wrong).setAttribute('aria-invalid', 'true')
    return Promise.resolve({ done })
  })
}

beforeEach(() => {
  document.body.innerHTML =
    '<form><ul><li><input name="a"></li><li><input name="b"></li></ul><button type="button">Invite</button></form>'
  form = document.querySelector('form') ?? document.body
})
afterEach(() => {
  document.body.innerHTML = ''
})

it('S5: after a refusal the keyboard is at the first wrong field, else at what was pressed', async () => {
  expect(await press(false, 'b')).toEqual({ done: false })
  expect(document.activeElement).toBe(field('b'))
  field('b').removeAttribute('aria-invalid')
  await press(false)
  expect(document.activeElement?.textContent).toBe('Invite')
  await press(true, 'a')
  expect(document.activeElement).toBe(document.body)
})

it('SM1, X1: after a row is taken out the keyboard is in the one at its place, else in the last', async () => {
  const list = form.querySelector('ul')
  await focusRow(list, 1)
  expect(document.activeElement).toBe(field('b'))
  list?.lastElementChild?.remove()
  await focusRow(list, 1)
  expect(document.activeElement).toBe(field('a'))
})
