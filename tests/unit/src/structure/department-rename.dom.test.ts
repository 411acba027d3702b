import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DepartmentNode } from '../../../../electron/contract/structure'
import { forgetUnsavedChanges, keepUnsavedChanges } from '../../../../src/composables/use-draft'
import { i18n, loadLanguage } from '../../../../src/locales'
import DepartmentRename from '../../../../src/screens/structure/DepartmentRename.vue'

const node = (id: string): DepartmentNode => ({ id, parentId: null, name: id, position: 0, people: 0, peopleBelow: 0 })

function field(id: string) {
  const rename = vi.fn().mockResolvedValue(null)
  const props = { department: node(id), rename }
  const view = mount(DepartmentRename, { props, global: { plugins: [createPinia(), i18n] } })
  return { view, rename, input: view.get('input') }
}

enableAutoUnmount(afterEach)
beforeEach(() => loadLanguage('en'))
afterEach(() => forgetUnsavedChanges())

it('A4, D1: a name that was being typed is there again after a lock, for its department and its operator alone', async () => {
  const before = field('Sales')
  await before.input.setValue('Sales and service')
  keepUnsavedChanges()
  before.view.unmount()
  expect(before.rename).not.toHaveBeenCalled()

  expect(field('Design').input.element.value).toBe('Design')
  const after = field('Sales')
  expect(after.input.element.value).toBe('Sales and service')
  await after.input.trigger('keydown', { key: 'Enter' })
  expect(after.rename).toHaveBeenCalledWith('Sales', 'Sales and service')
  after.view.unmount()
  expect(field('Sales').input.element.value).toBe('Sales')

  const again = field('Sales')
  await again.input.setValue('Another name')
  keepUnsavedChanges()
  again.view.unmount()
  // Somebody else has come.
  forgetUnsavedChanges()
  expect(field('Sales').input.element.value).toBe('Sales')
})
