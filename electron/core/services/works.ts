import { Refusal } from '../domain/refusal'

/** Whether this is not refused; other errors are thrown on. */
export async function works(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
