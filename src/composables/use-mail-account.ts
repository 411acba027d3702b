import { computed } from 'vue'
import { useLoaded } from './use-loaded'
import { portal } from '../portal'

/** The portal's own mail account (M4), as far as this operator may see it. */
export function useMailAccount() {
  const { data, refusal } = useLoaded(async () => ({ account: await portal.mailAccount.get() }), ['settings'])
  const account = computed(() => data.value?.account ?? null)
  /** Known to be missing; who may not see the account learns it from the refusal. */
  const missing = computed(() => data.value !== null && data.value.account === null && !refusal.value)
  return { account, missing }
}
