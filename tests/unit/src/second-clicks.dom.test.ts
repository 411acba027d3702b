import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { swallowSecondClicks } from '../../../src/second-clicks'

let end: () => void
let pressed: string[]

function button(name: string): HTMLElement {
  const made = document.createElement('button')
  made.innerHTML = `<span>${name}</span>`
  made.addEventListener('click', () => pressed.push(made.textContent))
  document.body.append(made)
  return made
}

/** One click of a series, as the browser tells of it. */
function press(on: Element, detail: number): void {
  for (const type of ['mousedown', 'mouseup', 'click']) {
    on.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, detail }))
  }
}

beforeEach(() => {
  pressed = []
  end = swallowSecondClicks(window)
})
afterEach(() => {
  end()
  document.body.replaceChildren()
})

describe('the second click of a double click', () => {
  it('S6: is no answer to the question that has come under the pointer', () => {
    const check = button('Check 3 rows')
    press(check, 1)
    check.remove()
    press(button('Invite 3 people'), 2)
    expect(pressed).toEqual(['Check 3 rows'])
  })

  it('M2: is not meant for the same button once it says something else', () => {
    const pause = button('Pause')
    press(pause, 1)
    pause.textContent = 'Resume'
    press(pause, 2)
    expect(pressed).toEqual(['Pause'])
    press(pause, 1)
    expect(pressed).toEqual(['Pause', 'Resume'])
  })

  it('repeats what the same button says, as for the next month of a calendar', () => {
    const next = button('Next month')
    press(next, 1)
    press(next.firstElementChild ?? next, 2)
    press(next, 3)
    expect(pressed).toHaveLength(3)
  })

  it('passes where the first one was on no button, and where clicks come from the keyboard', () => {
    const row = document.createElement('div')
    document.body.append(row)
    press(row, 1)
    press(button('Open'), 2)
    press(button('Save'), 1)
    press(button('Close'), 0)
    expect(pressed).toEqual(['Open', 'Save', 'Close'])
  })
})
