import { useConfirm } from '../../composables/use-confirm'
import { useRequest } from '../../composables/use-request'
import { useToast } from '../../composables/use-toast'

/** Removes an account once the operator has said so again; `removed` follows, and a refusal is told. */
export function useRemoving(
  request: () => Promise<unknown>,
  question: () => { readonly title: string; readonly text: string; readonly confirm: string },
  removed: () => void,
) {
  const confirm = useConfirm()
  const toast = useToast()
  const { run, busy } = useRequest(request)

  async function remove(): Promise<void> {
    if (!(await confirm({ ...question(), destructive: true }))) return
    const outcome = await run()
    if (outcome.done) removed()
    else toast.refuse(outcome.refusal)
  }

  return { remove, removing: busy }
}
