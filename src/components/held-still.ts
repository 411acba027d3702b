import type { ObjectDirective } from 'vue'

const focused = new WeakMap<HTMLElement, HTMLElement>()

/**
 * Holds a form still while its request is under way (`v-held-still="busy"`): what was typed meanwhile would go with the form when
 * it is done. Where the form stays, the field that had the focus has it again.
 */
export const vHeldStill: ObjectDirective<HTMLElement, boolean> = {
  mounted(form, { value }) {
    if (value) hold(form)
  },
  updated(form, { oldValue, value }) {
    if (value && !oldValue) hold(form)
    if (!value && oldValue) release(form)
  },
}

function hold(form: HTMLElement): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && form.contains(activeElement)) focused.set(form, activeElement)
  form.toggleAttribute('inert', true)
}

function release(form: HTMLElement): void {
  form.toggleAttribute('inert', false)
  if (document.activeElement === document.body) focused.get(form)?.focus()
  focused.delete(form)
}
