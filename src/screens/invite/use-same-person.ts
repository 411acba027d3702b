import { computed, type Ref, shallowRef } from 'vue'
import { watchDebounced } from '@vueuse/core'
import { portal } from '../../portal'
import { type AddressRow, asksDecision } from './email/address-rows'
import { asOneAddress } from './add-user/add-user'
import type { KnownPerson } from './email/email-outcome'

/** Milliseconds after the last keystroke until the directory is asked. */
const ASK_DELAY = 300

interface Written {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

/** Who somebody being written may be already: the owner of the address (S6), else people who look alike (Z7). */
export function useSamePerson(person: Ref<Written>) {
  const row = shallowRef<AddressRow | null>(null)

  async function ask(): Promise<void> {
    const text = asOneAddress(person.value)
    if (!person.value.email.includes('@')) {
      row.value = null
      return
    }
    try {
      const [entry] = (await portal.invitations.read({ text })).entries
      if (text === asOneAddress(person.value)) row.value = entry ? { ...entry, key: text } : null
    } catch {
      // A hint only: adding says what is wrong.
      row.value = null
    }
  }

  watchDebounced(() => asOneAddress(person.value), ask, { debounce: ASK_DELAY, immediate: true })

  const owner = computed<KnownPerson | null>(() => {
    const now = row.value
    if (!now || now.email === null || !asksDecision(now.fate)) return null
    return { id: now.person?.id ?? null, name: now.person?.name || now.email, email: now.email, fate: now.fate }
  })
  const alikes = computed(() => (row.value?.fate === 'new' ? row.value.lookAlikes.slice(0, 2) : []))
  return { row, owner, alikes, ask }
}
