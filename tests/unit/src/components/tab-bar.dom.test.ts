import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import TabBar from '../../../../src/components/TabBar.vue'

const KEYS = ['link', 'email', 'sms', 'bulk', 'register', 'workgroup', 'qr', 'extranet', 'partner']

function bar(chosen: string) {
  return mount(TabBar, {
    attachTo: document.body,
    props: {
      tabs: KEYS.map((key) => ({ key, label: key })),
      label: 'Ways to invite',
      idPrefix: 'ways',
      modelValue: chosen,
    },
  })
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('a row of tabs', () => {
  it.each([
    ['ArrowRight', 'partner', 'link'],
    ['ArrowLeft', 'link', 'partner'],
    ['ArrowRight', 'sms', 'bulk'],
    ['Home', 'qr', 'link'],
    ['End', 'email', 'partner'],
  ])('%s on %s chooses %s and moves the focus there', async (key, from, to) => {
    const view = bar(from)
    await view.get('[role=tablist]').trigger('keydown', { key })
    expect(view.emitted('update:modelValue')).toEqual([[to]])
    expect(document.activeElement?.id).toBe(`ways-${to}`)
  })

  it('brings the chosen tab into sight where not all fit, and fades where there are more', async () => {
    const view = bar('link')
    const list = view.get('[role=tablist]').element
    const tab = view.get('#ways-qr').element
    Object.defineProperties(list, { clientWidth: { value: 300 }, scrollWidth: { value: 900 } })
    Object.defineProperties(tab, { offsetLeft: { value: 600 }, offsetWidth: { value: 50 } })
    await view.setProps({ modelValue: 'qr' })
    await nextTick()
    await nextTick()
    expect(list.scrollLeft).toBe(475)
    expect(view.classes()).toEqual(expect.arrayContaining(['before', 'after']))
  })

  it('a wheel that turns up and down moves tabs that do not fit', async () => {
    const view = bar('link')
    const list = view.get('[role=tablist]').element
    Object.defineProperties(list, { clientWidth: { value: 300 }, scrollWidth: { value: 900 } })
    await nextTick()
    list.dispatchEvent(new WheelEvent('wheel', { deltaY: 40, cancelable: true }))
    expect(list.scrollLeft).toBe(40)
  })
})
