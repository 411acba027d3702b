import { effectScope, ref, type Ref, shallowRef } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import { outlastLock } from '../../../../src/composables/outlast-lock'
import { forgetUnsavedChanges, hasUnsavedChanges, keepUnsavedChanges } from '../../../../src/composables/use-draft'

interface Dialog {
  readonly id: string
}

/** A screen that may have a dialog open. */
function screen(name = 'dialog', mayKeep?: (now: Dialog | null) => boolean) {
  const scope = effectScope()
  const open: Ref<Dialog | null> | undefined = scope.run(() =>
    outlastLock(name, shallowRef<Dialog | null>(null), mayKeep),
  )
  if (!open) throw new Error('the scope is active')
  return { open, close: () => scope.stop() }
}

/** The console is locked: what is on the screen goes. */
function lock(...screens: readonly ReturnType<typeof screen>[]): void {
  keepUnsavedChanges()
  for (const each of screens) each.close()
}

describe('what is open over a lock of the console', () => {
  afterEach(() => forgetUnsavedChanges())

  it('A4: is open again for the same operator, once, each under its name', () => {
    const before = screen()
    before.open.value = { id: 'north' }
    lock(before, screen('another'))
    expect(screen('another').open.value).toBeNull()
    const after = screen()
    expect(after.open.value).toEqual({ id: 'north' })
    after.close()
    expect(screen().open.value).toBeNull()
  })

  it('A4: what was closed stays closed, and what is only open holds nobody up', () => {
    const closed = screen()
    closed.open.value = { id: 'north' }
    closed.open.value = null
    const open = screen('another')
    open.open.value = { id: 'south' }
    lock(closed, open)
    expect([screen().open.value, hasUnsavedChanges()]).toEqual([null, false])
  })

  it('A4: what must not be there again is not kept', () => {
    const secret = screen('dialog', (now) => now?.id !== 'password')
    secret.open.value = { id: 'password' }
    lock(secret)
    expect(screen().open.value).toBeNull()
  })

  it('A4: another operator finds nothing of it', () => {
    const before = screen()
    before.open.value = { id: 'north' }
    lock(before)
    forgetUnsavedChanges()
    expect(screen().open.value).toBeNull()
  })

  it('A4: gives a list back that is changed in place', () => {
    const scope = effectScope()
    const rows = scope.run(() => outlastLock('rows', ref<Dialog[]>([])))
    if (!rows) throw new Error('the scope is active')
    rows.value = [{ id: 'north' }]
    keepUnsavedChanges()
    scope.stop()
    const again = effectScope().run(() => outlastLock('rows', ref<Dialog[]>([])))
    expect(again?.value).toEqual([{ id: 'north' }])
  })
})
