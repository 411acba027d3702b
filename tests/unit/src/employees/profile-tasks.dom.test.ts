import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PersonProfile } from '../../../../electron/contract/people'
import type { PersonTask } from '../../../../electron/contract/tasks'
import { i18n, loadLanguage } from '../../../../src/locales'

const tasks = vi.hoisted(() => ({ remove: vi.fn(), setDone: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { tasks },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ runsPortal: true }) }))
vi.mock('../../../../src/composables/outlast-lock', () => ({ outlastLock: (_key: string, kept: unknown) => kept }))

const { default: ProfileTasks } = await import('../../../../src/screens/employees/ProfileTasks.vue')

const task = (id: string) =>
  ({
    id,
    title: id,
    doneAt: null,
    dueOn: null,
    owner: null,
    checklist: null,
    overdue: false,
    mayMark: true,
  }) as PersonTask
const profileWith = (...ids: readonly string[]) =>
  ({ id: 'ann', status: 'active', tasks: ids.map(task) }) as unknown as PersonProfile

enableAutoUnmount(afterEach)
beforeEach(() => loadLanguage('en'))

it('T1: the keyboard stays among the tasks when one is edited, left as it was, or removed', async () => {
  const form = { name: 'TaskForm', template: '<form><input class="field" /></form>', emits: ['cancel', 'saved'] }
  const view = mount(ProfileTasks, {
    props: { profile: profileWith('contract', 'laptop') },
    global: { plugins: [createPinia(), i18n], stubs: { TaskForm: form, GiveChecklist: true } },
    attachTo: document.body,
  })
  const row = (index: number) => view.findAll('.list > li').at(index)
  const pencil = () => row(1)?.get('button')
  const press = async (button: ReturnType<typeof pencil>) => {
    button?.element.focus()
    await button?.trigger('click')
    await flushPromises()
  }

  await press(pencil())
  expect(document.activeElement).toBe(row(1)?.get('.field').element)
  await view.findComponent(form).vm.$emit('cancel')
  await flushPromises()
  expect(document.activeElement).toBe(pencil()?.element)

  await press(row(1)?.findAll('button').at(-1))
  expect(tasks.remove).toHaveBeenCalledWith({ id: 'laptop' })
  await view.setProps({ profile: profileWith('contract') })
  expect(document.activeElement).toBe(view.get('section').element)
})
