import { portal, refusalOf } from '../portal'
import { useToast } from './use-toast'

/** Puts a text into the clipboard and says `said`, if anything; false where the system refused, which is said too. */
export function useCopy(): (text: string, said?: string) => Promise<boolean> {
  const toast = useToast()
  return async (text, said) => {
    try {
      await portal.app.copyText({ text })
      if (said !== undefined) toast.say(said)
      return true
    } catch (error) {
      toast.refuse(refusalOf(error))
      return false
    }
  }
}
