import { effectScope, nextTick, ref } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import {
  forgetUnsavedChanges,
  hasUnsavedChanges,
  isKept,
  keepUnsavedChanges,
  useDraft,
} from '../../../../src/composables/use-draft'

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

describe('a draft over a lock of the console', () => {
  const SAVED = { host: 'mail.north.example', password: '' }
  function mail(form = 'mail', saved = SAVED) {
    const scope = effectScope()
    const draft = scope.run(() => useDraft(() => saved, { form, secrets: ['password'] }))
    if (!draft) throw new Error('the scope is active')
    return { ...draft, close: () => scope.stop() }
  }
  function lock(...forms: readonly ReturnType<typeof mail>[]): void {
    keepUnsavedChanges()
    for (const each of forms) each.close()
  }
  afterEach(() => forgetUnsavedChanges())

  it('A4: the same operator finds what was not saved, once, and without what is secret', () => {
    const before = mail()
    before.draft.value = { host: 'mail.south.example', password: 'hunter2' }
    lock(before)
    expect([isKept('mail'), hasUnsavedChanges()]).toEqual([true, true])
    const after = mail()
    expect(after.draft.value).toEqual({ host: 'mail.south.example', password: '' })
    expect([after.changed.value, isKept('mail')]).toEqual([true, false])
    after.reset()
    expect(after.draft.value).toEqual(SAVED)
    after.close()
    expect(mail().changed.value).toBe(false)
  })

  it('A4: a secret alone, and a form without changes, leave nothing', () => {
    const secret = mail()
    const untouched = mail('another')
    secret.draft.value.password = 'hunter2'
    lock(secret, untouched)
    expect([isKept('mail'), isKept('another'), hasUnsavedChanges()]).toEqual([false, false, false])
  })

  it('A4: each form finds its own, beside what was saved meanwhile', () => {
    const before = mail()
    before.draft.value.host = 'mail.south.example'
    lock(before)
    const another = mail('another')
    expect(another.changed.value).toBe(false)
    const after = mail('mail', { host: 'mail.south.example', password: '' })
    expect([after.draft.value.host, after.changed.value]).toEqual(['mail.south.example', false])
    another.close()
    after.close()
  })

  it('A4: what was left by choice, or belongs to another operator, is forgotten', () => {
    const left = mail()
    left.draft.value.host = 'mail.south.example'
    forgetUnsavedChanges()
    lock(left)
    expect(isKept('mail')).toBe(false)

    const before = mail()
    before.draft.value.host = 'mail.south.example'
    lock(before)
    forgetUnsavedChanges()
    const theirs = mail()
    expect([theirs.draft.value, theirs.changed.value]).toEqual([SAVED, false])
    theirs.close()
  })

  it('A4: a form that is nothing but a secret is never kept', () => {
    const form = open(() => ({ name: '' }))
    form.draft.value.name = 'hunter2'
    keepUnsavedChanges()
    form.close()
    expect(hasUnsavedChanges()).toBe(false)
  })
})
