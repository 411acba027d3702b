import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PersonProfile } from '../../../electron/contract/people'
import { outlastLock } from '../../composables/outlast-lock'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'

/** Whose address is corrected, after a message did not reach them (M9, C5); `name`: what the lock keeps it under. */
export function useCorrecting(name: string) {
  const { t } = useI18n()
  const toast = useToast()
  const person = outlastLock(name, shallowRef<PersonProfile | null>(null))

  /** Opens the dialog for this person; says why where they cannot be read. */
  async function begin(id: string): Promise<void> {
    try {
      person.value = await portal.people.get({ id })
    } catch (error) {
      toast.refuse(refusalOf(error))
    }
  }

  /** Closes the dialog and says that it is done. Resolves with the person as they are now, null where unknown. */
  async function done(): Promise<PersonProfile | null> {
    const { value: corrected } = person
    person.value = null
    if (!corrected) return null
    toast.say(t('employees.doneOne.change-address', { name: corrected.name }))
    return await portal.people.get({ id: corrected.id }).catch(() => null)
  }

  return { person, begin, done }
}
