import { createORPCClient, ORPCError, type ClientContext, type ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../electron/contract'
import type { RefusalData } from '../electron/contract/base'
import { PORT } from '../electron/contract/bridge'
import { REFUSAL_CODES, type RefusalCode } from '../electron/contract/vocabulary'

/** Everything the window may ask, typed by the contract. */
export type Portal = ContractRouterClient<Contract>
export type { RefusalCode }
export type FieldProblem = RefusalData['fields'][number]

type RefusalListener = (refusal: RefusalData) => void
const refusalListeners = new Set<RefusalListener>()

/** Calls `listener` with every refusal of any request; returns the function that stops it. */
export function onRefusal(listener: RefusalListener): () => void {
  refusalListeners.add(listener)
  return () => refusalListeners.delete(listener)
}

/** Resolves once the preload has handed over the port. Calls made earlier wait for it. */
function receivePort(): Promise<ClientLink<ClientContext>> {
  return new Promise((resolve) => {
    function receive(event: MessageEvent): void {
      const [port] = event.ports
      if (event.data !== PORT || event.source !== window || !port) return
      window.removeEventListener('message', receive)
      port.start()
      resolve(new RPCLink({ port }))
    }
    window.addEventListener('message', receive)
  })
}

const link = receivePort()

const waitingLink: ClientLink<ClientContext> = {
  async call(path, input, options) {
    try {
      return await (await link).call(path, input, options)
    } catch (error) {
      const refusal = refusalOf(error)
      for (const listener of refusalListeners) listener(refusal)
      throw error
    }
  },
}

/** The typed client of the contract. Procedures reject with an error that `refusalOf` reads. */
export const portal: Portal = createORPCClient(waitingLink)

const INTERNAL: RefusalData = { code: 'INTERNAL', params: {}, fields: [] }

/** Turns any error of a request into a refusal that can be shown; what is not known becomes INTERNAL. */
export function refusalOf(error: unknown): RefusalData {
  if (!(error instanceof ORPCError)) return INTERNAL
  return isRefusal(error.data) ? error.data : INTERNAL
}

/** What main refuses it describes in full; errors that the connection itself makes carry no refusal. */
function isRefusal(data: unknown): data is RefusalData {
  if (typeof data !== 'object' || data === null || !('code' in data && 'params' in data && 'fields' in data))
    return false
  return REFUSAL_CODES.some((code) => code === data.code) && Array.isArray(data.fields)
}
