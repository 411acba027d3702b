/** What is pressed as one thing, whatever inside it the pointer meets. */
const BUTTON = 'button, a, [role="button"], [role="menuitem"]'

interface Pressed {
  readonly button: Element
  readonly words: string
}

/**
 * A double click on a button is meant once. Where its second click would meet something else (the button of the next
 * step in the same place, the same button with other words, what a dialog lies on) it is swallowed. Quick clicks that
 * repeat the same thing pass. Listens before everybody else, so it has to begin before the app does; returns the
 * function that ends it.
 */
export function swallowSecondClicks(page: Window): () => void {
  let first: Pressed | null = null
  let strays = false

  function look(event: MouseEvent): void {
    if (event.type === 'mousedown') {
      const pressed = pressedBy(event)
      if (event.detail <= 1) first = pressed
      strays = event.detail > 1 && first !== null && !isSame(first, pressed)
    }
    if (!strays || event.detail <= 1) return
    event.stopImmediatePropagation()
    event.preventDefault()
  }

  const types = ['mousedown', 'mouseup', 'click'] as const
  for (const type of types) page.addEventListener(type, look, { capture: true })
  return () => {
    for (const type of types) page.removeEventListener(type, look, { capture: true })
  }
}

function pressedBy({ target }: MouseEvent): Pressed | null {
  const button = target instanceof Element ? target.closest(BUTTON) : null
  return button && { button, words: `${button.getAttribute('aria-label') ?? ''} ${button.textContent}` }
}

function isSame(one: Pressed, other: Pressed | null): boolean {
  return one.button === other?.button && one.words === other.words
}
