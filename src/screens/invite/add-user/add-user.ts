import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RegisterResult } from '../../../../electron/contract/registering'
import type { Locale, Welcome } from '../../../../electron/contract/vocabulary'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { underWay } from '../../../composables/under-way'
import { portal } from '../../../portal'

/** Somebody who was added, and how their temporary password reaches them. */
export interface AddedUser {
  readonly added: Extract<RegisterResult, { fate: 'new' }>
  readonly welcome: Welcome
}

function emptyPerson() {
  return { firstName: '', lastName: '', email: '', position: '', startsOn: '' }
}

/** The text that reads as this one person where lists of addresses are read (M4, Z7). */
export function asOneAddress(person: { firstName: string; lastName: string; email: string }): string {
  const name = `${person.firstName} ${person.lastName}`.replace(/["\\<>,;\r\n]/gu, ' ').trim()
  const email = person.email.replace(/[<>,;\s]/gu, '')
  return name === '' ? email : `"${name}" <${email}>`
}

/** The new user being written (R1): it outlives the panel, so that closing it loses nothing. */
export const useAddUser = defineStore('add-user', () => {
  const person = ref(emptyPerson())
  const departmentIds = ref<string[]>([])
  const workgroupIds = ref<string[]>([])
  const withoutConfirmation = ref(false)
  const locale = ref<Locale | null>(null)
  /** How the password travels, as chosen; null: as the portal can. */
  const welcome = ref<Welcome | null>(null)
  const result = shallowRef<AddedUser | null>(null)
  const { busy, during } = underWay()

  /** R1. Throws the refusal of the core; what was written then stays, and so it does where the address is here already (S6). */
  async function add(way: Welcome, mayTick: boolean): Promise<RegisterResult> {
    const { startsOn, ...written } = person.value
    const answer = await portal.registering.add({
      ...written,
      startsOn: startsOn === '' ? null : startsOn,
      departmentIds: departmentIds.value,
      workgroupIds: workgroupIds.value,
      withoutConfirmation: mayTick && withoutConfirmation.value,
      locale: locale.value ?? 'en',
      welcome: way,
    })
    if (answer.fate === 'new') {
      result.value = { added: answer, welcome: way }
      person.value = emptyPerson()
    }
    return answer
  }

  /** Starts the next one; places, language and way stay as chosen. */
  function addAnother(): void {
    result.value = null
  }

  /** Forgets everything, for the next operator. */
  function reset(): void {
    person.value = emptyPerson()
    departmentIds.value = []
    workgroupIds.value = []
    withoutConfirmation.value = false
    locale.value = null
    welcome.value = null
    result.value = null
  }

  onOtherOperator(reset)
  return {
    person,
    departmentIds,
    workgroupIds,
    withoutConfirmation,
    locale,
    welcome,
    result,
    busy,
    add: (way: Welcome, mayTick: boolean) => during(() => add(way, mayTick)),
    addAnother,
    reset,
  }
})
