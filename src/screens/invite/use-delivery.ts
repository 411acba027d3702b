import { computed, ref, type Ref } from 'vue'
import type { Delivery } from '../../../electron/contract/vocabulary'
import { useMailAccount } from '../../composables/use-mail-account'

/** How invitations leave the console: as chosen, else by the portal's mail account where there is one, else by the mail app. */
export function useDelivery(chosen: Ref<Delivery | null> = ref(null)) {
  const { missing: noAccount } = useMailAccount()
  const delivery = computed({
    get: () => chosen.value ?? (noAccount.value ? 'mail-app' : 'mail-service'),
    set: (value: Delivery) => {
      chosen.value = value
    },
  })
  return { delivery, noAccount }
}
