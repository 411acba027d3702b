import type { ObjectDirective } from 'vue'
import { takeUpFocus } from '../../composables/refocus'

/** Where the keyboard begins in a part of a tab: at what came of an invitation, else in its first field, else at a button. */
const BEGINNINGS = [
  '[data-outcome]',
  ':is(textarea, input):not([type="file"], [tabindex="-1"])',
  'button:not([disabled])',
] as const

/**
 * For what takes the place of something else in a tab, as what came of an invitation does of the form: the button that was
 * pressed went with that, and the keyboard and screen readers go on in what is there now.
 */
export const vTakesFocus: ObjectDirective<HTMLElement, undefined> = {
  mounted(part) {
    for (const each of BEGINNINGS) takeUpFocus(part.querySelector<HTMLElement>(each))
  },
}
