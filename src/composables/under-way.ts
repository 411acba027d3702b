import { ref } from 'vue'

/**
 * For a store that outlives its form: `busy` while what runs `during` it is under way, also where the form was closed and opened
 * again meanwhile.
 */
export function underWay() {
  const busy = ref(false)

  async function during<Result>(work: () => Promise<Result>): Promise<Result> {
    busy.value = true
    try {
      return await work()
    } finally {
      busy.value = false
    }
  }

  return { busy, during }
}
