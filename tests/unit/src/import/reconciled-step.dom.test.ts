import { mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RefusalData } from '../../../../electron/contract/base'
import { i18n } from '../../../../src/locales'
import { progress } from './import-files'

vi.mock('../../../../src/portal', () => ({
  portal: { imports: {} },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { default: ReconciledStep } = await import('../../../../src/screens/import/ReconciledStep.vue')
const { useReconcile } = await import('../../../../src/screens/import/reconcile-store')

beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
})

describe('what came of reconciling', () => {
  it('Z5: all refused changes are counted, and those not named are told', () => {
    const store = useReconcile()
    const refusal: RefusalData = { code: 'NO_SEAT', params: {}, fields: [] }
    const refused = ['Ann Lee', 'Bo Ray'].map((name) => ({ name, refusal }))
    store.stage = 'run'
    store.outcome = { ...progress('done'), applied: 7, refused, refusals: 1_202 }
    const view = mount(ReconciledStep, {
      props: { locale: 'en' },
      global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } },
    })
    expect(view.text()).toContain('1,202 changes were refused')
    expect(view.findAll('.refusals li').map((line) => line.text())).toEqual([
      expect.stringMatching(/^Ann Lee.+\. .+/u),
      expect.stringMatching(/^Bo Ray/u),
      'and 1,200 more',
    ])
  })
})
