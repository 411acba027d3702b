import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keepFocus } from '../../../../src/composables/keep-focus'

beforeEach(() => {
  document.body.innerHTML = `
    <main>
      <div role="radiogroup"><input type="radio" id="other" /><input type="radio" id="filter" checked /></div>
      <div class="slide-leave-active"><button id="act">Cancel</button></div>
      <button id="elsewhere">Invite</button>
    </main>`
})

const screen = () => document.querySelector<HTMLElement>('main')
const focusOn = (id: string) => document.querySelector<HTMLElement>(`#${id}`)?.focus()

describe('the keyboard after an act on what is listed', () => {
  it('goes on in the list where the button went with its bar', async () => {
    const list = { focus: vi.fn() }
    focusOn('act')
    await keepFocus(screen(), list)
    expect(list.focus).toHaveBeenCalledOnce()
  })

  it('goes on at the chosen filter where nothing is listed any more', async () => {
    await keepFocus(screen(), null)
    expect(document.activeElement?.id).toBe('filter')
  })

  it('stays wherever the operator is by then', async () => {
    const list = { focus: vi.fn() }
    focusOn('elsewhere')
    await keepFocus(screen(), list)
    expect(list.focus).not.toHaveBeenCalled()
    expect(document.activeElement?.id).toBe('elsewhere')
  })
})
