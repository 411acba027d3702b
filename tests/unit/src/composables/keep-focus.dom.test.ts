import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keepFocus } from '../../../../src/composables/keep-focus'

beforeEach(() => {
  document.body.innerHTML = `
    <main>
      <div role="radiogroup"><input type="radio" id="other" /><input type="radio" id="filter" checked /></div>
      <div class="slide-leave-active"><button id="act">Cancel</button></div>
      <div role="alertdialog"><button id="sure">Cancel messages</button></div>
      <div role="row"><button id="of-row">Cancel</button></div>
      <button id="elsewhere">Invite</button>
    </main>`
})

const screen = () => document.querySelector<HTMLElement>('main')
const focusOn = (id: string) => document.querySelector<HTMLElement>(`#${id}`)?.focus()

describe('the keyboard after an act on what is listed', () => {
  it.each(['act', 'of-row', 'sure'])(
    'goes on in the list where the button goes with its bar, row or question: %s',
    async (id) => {
      const list = { focus: vi.fn() }
      focusOn(id)
      await keepFocus(screen(), list)
      expect(list.focus).toHaveBeenCalledOnce()
    },
  )

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
