import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WorkgroupDetails } from '../../../../electron/contract/structure'
import { forgetUnsavedChanges, keepUnsavedChanges } from '../../../../src/composables/use-draft'
import { i18n } from '../../../../src/locales'

vi.mock('../../../../src/portal', () => ({
  portal: { people: { list: () => Promise.resolve({ rows: [{ id: 'ivan', name: 'Ivan Orlov', kind: 'employee' }] }) } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { default: PersonSelect } = await import('../../../../src/components/PersonSelect.vue')
const { default: WorkgroupDialog } = await import('../../../../src/screens/workgroups/WorkgroupDialog.vue')

const press = {
  id: 'press',
  name: 'Press',
  description: '',
  owner: { id: 'eve', name: 'Eve Stone' },
  heirs: null,
} as WorkgroupDetails

/** The dialog that changes a group, or adds one. */
async function dialog(workgroup: WorkgroupDetails | null) {
  const view = mount(WorkgroupDialog, { props: { workgroup }, global: { plugins: [i18n] } })
  await flushPromises()
  const owner = view.getComponent(PersonSelect)
  const name = (): HTMLInputElement | null => document.querySelector('[role=dialog] input')
  return {
    view,
    owner,
    shown: () => [name()?.value, owner.props('value'), owner.props('knownName')],
    async type(text: string) {
      const field = name()
      if (field) field.value = text
      field?.dispatchEvent(new Event('input'))
      await flushPromises()
    },
  }
}

enableAutoUnmount(afterEach)
afterEach(() => forgetUnsavedChanges())

describe('a workgroup that is being changed', () => {
  it('A4: has what was typed and who was chosen, by name, after a lock; another group has its own', async () => {
    const before = await dialog(press)
    expect(before.shown()).toEqual(['Press', 'eve', 'Eve Stone'])
    await before.type('Press office')
    const select = before.owner.getComponent({ name: 'Select' })
    select.vm.$emit('update:show', true)
    await flushPromises()
    select.vm.$emit('update:value', 'ivan')
    await flushPromises()
    keepUnsavedChanges()
    before.view.unmount()

    const another = await dialog(null)
    expect(another.shown()).toEqual(['', null, ''])
    another.view.unmount()
    expect((await dialog(press)).shown()).toEqual(['Press office', 'ivan', 'Ivan Orlov'])
  })
})

describe('whom an owner may hand a workgroup to', () => {
  /** What the field of the owner offers, and whether it says that the owner stays. */
  async function offered(heirs: WorkgroupDetails['heirs']) {
    const props = { workgroup: { ...press, heirs } }
    const view = mount(WorkgroupDialog, { props, global: { plugins: [i18n] } })
    await flushPromises()
    const options = view.getComponent({ name: 'Select' }).props('options') as readonly { readonly label: string }[]
    const stays = document.body.textContent.includes('only an administrator hands this workgroup over')
    const outcome = [view.findComponent(PersonSelect).exists(), options.map(({ label }) => label), stays]
    view.unmount()
    return outcome
  }

  it('A2, Z11: is what the core says: anybody, some members, or nobody', async () => {
    expect(await offered(null)).toEqual([true, ['Eve Stone'], false])
    const members = [
      { id: 'eve', name: 'Eve Stone' },
      { id: 'nick', name: 'Nick Hale' },
    ]
    expect(await offered(members)).toEqual([false, ['Eve Stone', 'Nick Hale'], false])
    expect(await offered([])).toEqual([false, ['Eve Stone'], true])
  })
})
