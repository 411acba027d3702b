import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent, h, useTemplateRef } from 'vue'
import { createMemoryHistory, createRouter, RouterLink, RouterView } from 'vue-router'
import { useScreenFocus } from '../../../../src/frame/screen-focus'

const Frame = defineComponent({
  setup() {
    useScreenFocus(useTemplateRef<HTMLElement>('page'))
    return () => [
      h(RouterLink, { to: '/people', class: 'side' }, () => 'People'),
      h('main', { ref: 'page', tabindex: -1 }, [h(RouterView)]),
    ]
  },
})
const Import = defineComponent(() => () => h(RouterLink, { to: '/people', class: 'show' }, () => 'Show them'))
const People = defineComponent(() => () => h('p', 'Everybody'))

it('a way out that goes with its screen leaves the keyboard in the next one; a way beside it keeps it', async () => {
  const routes = [
    { path: '/import', name: 'import', component: Import },
    { path: '/people', name: 'people', component: People },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/import')
  const view = mount(Frame, { global: { plugins: [router] }, attachTo: document.body })
  expect(document.activeElement).toBe(document.body)

  const show = view.get<HTMLElement>('.show')
  show.element.focus()
  await show.trigger('click')
  await flushPromises()
  expect(view.text()).toContain('Everybody')
  expect(document.activeElement).toBe(view.get('main').element)

  await router.push('/import')
  const side = view.get<HTMLElement>('.side')
  side.element.focus()
  await side.trigger('click')
  await flushPromises()
  expect(document.activeElement).toBe(side.element)
  view.unmount()
})
