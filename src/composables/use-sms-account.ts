import { computed } from 'vue'
import { useLoaded } from './use-loaded'
import { portal } from '../portal'

/** The portal's own SMS account (SM6): `missing` where none is known that can send. */
export function useSmsAccount() {
  const { data } = useLoaded(() => portal.sms.get(), ['settings'])
  const missing = computed(() => data.value?.smsService === false)
  return { missing }
}
