import { computed, watchEffect } from 'vue'
import type { Locale } from '../../../electron/contract/vocabulary'
import { useLoaded } from '../../composables/use-loaded'
import { portal } from '../../portal'
import { usePreferences } from '../../stores/preferences'

/** The language of an invitation: as chosen, else the portal's, else the operator's own where they may not see the portal's. */
export function useInvitationLocale(invitation: { locale: Locale | null }) {
  const preferences = usePreferences()
  const { data: settings, refusal } = useLoaded(() => portal.settings.get(), ['settings'])

  watchEffect(() => {
    if (invitation.locale !== null) return
    if (settings.value) invitation.locale = settings.value.portal.locale
    else if (refusal.value) invitation.locale = preferences.locale
  })

  const locale = computed({
    get: () => invitation.locale ?? preferences.locale,
    set: (value: Locale) => {
      invitation.locale = value
    },
  })
  return { locale, settings }
}
