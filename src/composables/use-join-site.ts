import { computed } from 'vue'
import { useLoaded } from './use-loaded'
import { portal } from '../portal'

/**
 * Whether links lead nowhere yet, as far as this operator may know it: who may not see the join site learns it from
 * refusals (L8).
 */
export function useJoinSite() {
  const { data, refusal } = useLoaded(() => portal.joinSite.get(), ['join-site', 'settings'])
  const missing = computed(() => data.value !== null && data.value.address === null && !refusal.value)
  return { missing }
}
