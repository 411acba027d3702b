import { computed } from 'vue'
import { useLoaded } from '../../composables/use-loaded'
import { portal } from '../../portal'

/** Whether the portal's own SMS account can send (SM6). */
export function useSmsAccount() {
  const { data } = useLoaded(() => portal.sms.get(), ['settings'])
  const missing = computed(() => data.value?.smsService === false)
  return { missing }
}
