import { mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportPreview } from '../../../../electron/contract/file-sessions'
import { i18n } from '../../../../src/locales'
import { progress } from './import-files'

vi.mock('../../../../src/portal', () => ({
  portal: { imports: {} },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { default: RunStep } = await import('../../../../src/screens/import/RunStep.vue')
const { useImport } = await import('../../../../src/screens/import/import-store')

beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
})

/** The lines below the outcome, where so many rows were left out, the refused among them. */
function facts(leftOut: number, invalid: number): readonly string[] {
  const store = useImport()
  store.stage = 'run'
  store.outcome = { ...progress('done'), made: 29, waiting: 0, departments: 0, leftOut }
  store.preview = { fates: { invalid } } as ImportPreview
  const view = mount(RunStep, {
    props: { locale: 'en' },
    global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } },
  })
  return view.findAll('li').map((line) => line.text())
}

describe('what came of an import', () => {
  it('D4: refused rows are told apart from those that were left out for another reason', () => {
    expect(facts(8, 3)).toEqual(['5 rows were left out: known already, repeated or not ticked', '3 rows were refused'])
    expect(facts(1, 1)).toEqual(['1 row was refused'])
    expect(facts(0, 0)).toEqual([])
  })
})
