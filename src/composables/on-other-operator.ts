import { watch } from 'vue'
import { useSession } from '../stores/session'

/**
 * Calls `forget` when somebody else signs in than before, or another portal is opened. A lock in between changes nothing:
 * the same operator finds their work again.
 */
export function onOtherOperator(forget: () => void): void {
  const session = useSession()
  let last = session.operator?.id
  watch(
    () => session.operator?.id,
    (id) => {
      if (id === undefined) return
      if (last !== undefined && last !== id) forget()
      last = id
    },
  )
}
