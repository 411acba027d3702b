import { effectScope, nextTick, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { hasUnsavedChanges, useDraft } from '../../../../src/composables/use-draft'

function open(saved: () => { name: string }) {
  const scope = effectScope()
  const draft = scope.run(() => useDraft(saved))
  if (!draft) throw new Error('the scope is active')
  return { ...draft, close: () => scope.stop() }
}

describe('useDraft', () => {
  it('is unsaved while it differs and no longer', () => {
    const { draft, changed, reset, close } = open(() => ({ name: 'North' }))
    expect([changed.value, hasUnsavedChanges()]).toEqual([false, false])
    draft.value.name = 'South'
    expect([changed.value, hasUnsavedChanges()]).toEqual([true, true])
    draft.value.name = 'North'
    expect(changed.value).toBe(false)
    draft.value.name = 'South'
    reset()
    expect([draft.value.name, changed.value]).toEqual(['North', false])
    close()
  })

  it('is saved once settled', () => {
    const { draft, changed, settle, close } = open(() => ({ name: 'North' }))
    draft.value.name = 'South'
    settle()
    expect([draft.value.name, changed.value]).toEqual(['South', false])
    close()
  })

  it('follows what is saved elsewhere, but never over what is being typed', async () => {
    const saved = ref({ name: 'North' })
    const { draft, changed, close } = open(() => saved.value)
    saved.value = { name: 'East' }
    await nextTick()
    expect(draft.value.name).toBe('East')
    draft.value.name = 'Mine'
    saved.value = { name: 'West' }
    await nextTick()
    expect([draft.value.name, changed.value]).toEqual(['Mine', true])
    close()
  })

  it('holds nobody up once its form is gone', () => {
    const { draft, close } = open(() => ({ name: 'North' }))
    draft.value.name = 'South'
    expect(hasUnsavedChanges()).toBe(true)
    close()
    expect(hasUnsavedChanges()).toBe(false)
  })
})
