import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RefusalData } from '../../../../electron/contract/base'
import type { OpenLink } from '../../../../electron/contract/open-link'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { portal, refusalOf } from '../../../portal'
import { copyOf, formOf, mergeForm, type OpenLinkForm, sameForm } from './open-link-form'

/** Milliseconds after the last keystroke until a text is saved; switches and choices are saved at once. */
const IDLE = 1_200

/**
 * The open link being edited. Everything saves itself; what could not be saved stays here with its reason, also while the
 * panel is closed, so that no edit is lost.
 */
export const useOpenLink = defineStore('open-link', () => {
  const stored = shallowRef<OpenLink | null>(null)
  const base = ref<OpenLinkForm | null>(null)
  const form = ref<OpenLinkForm | null>(null)
  /** What was typed as the last day and is none; it is not saved. '': nothing. */
  const noDay = ref('')
  /** What was typed for domains and is none, or is not taken over yet (L5). */
  const typedDomains = ref('')
  const saving = ref(false)
  const loadRefusal = shallowRef<RefusalData | null>(null)
  const refusal = shallowRef<RefusalData | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const dirty = computed(() => form.value !== null && base.value !== null && !sameForm(form.value, base.value))

  /** Why nobody can register through the link although it is on. */
  const ended = computed<'expired' | 'full' | null>(() => {
    const link = stored.value
    if (!link?.enabled) return null
    if (link.validUntil !== null && link.validUntil <= Date.now()) return 'expired'
    const { maximumRegistrations: maximum, registrations } = link
    return maximum !== null && registrations >= maximum ? 'full' : null
  })

  function take(link: OpenLink): void {
    const next = formOf(link)
    form.value = form.value && base.value ? mergeForm(form.value, base.value, next) : { ...next }
    base.value = next
    stored.value = link
  }

  async function load(): Promise<void> {
    if (saving.value) return
    try {
      take(await portal.openLink.get())
      loadRefusal.value = null
    } catch (error) {
      loadRefusal.value = refusalOf(error)
    }
  }

  /** Saves what differs from the store; edits made meanwhile are saved right after. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    if (saving.value || !form.value || !dirty.value) return
    const sent = copyOf(form.value)
    saving.value = true
    refusal.value = null
    try {
      const link = await portal.openLink.update(sent)
      // What was sent is the new base; what has been typed since is kept on top of it.
      base.value = sent
      take(link)
    } catch (error) {
      refusal.value = refusalOf(error)
    } finally {
      saving.value = false
    }
    if (!refusal.value && dirty.value) await save()
  }

  function saveSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), IDLE)
  }

  /** Gives up what could not be saved and shows what is stored. */
  function discard(): void {
    clearTimeout(timer)
    refusal.value = null
    noDay.value = typedDomains.value = ''
    if (base.value) form.value = copyOf(base.value)
  }

  async function renew(): Promise<void> {
    take(await portal.openLink.renew())
  }

  /** Forgets everything, for the next operator. */
  function reset(): void {
    clearTimeout(timer)
    stored.value = base.value = form.value = null
    refusal.value = loadRefusal.value = null
    noDay.value = typedDomains.value = ''
  }

  onOtherOperator(reset)
  return {
    stored,
    form,
    noDay,
    typedDomains,
    saving,
    dirty,
    ended,
    refusal,
    loadRefusal,
    load,
    save,
    saveSoon,
    discard,
    renew,
    reset,
  }
})
