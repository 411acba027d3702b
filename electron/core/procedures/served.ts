import { implement, type Router } from '@orpc/server'
import { contract, type Contract } from '../../contract'
import type { ServedGroup, Services } from '../services/service-types'
import type { ConsoleContext } from './router-context'

type AnyService = Readonly<Record<string, (actor: unknown, input: unknown) => Promise<unknown>>>
type AnyProcedure = { handler(handler: (call: { context: ConsoleContext; input: unknown }) => unknown): unknown }

/**
 * Procedures of one group of the contract: each goes to the method of the same name of the open portal's service, with
 * who is signed in. That the service has them all, with the right types, is checked where the services are built
 * (Services in service-types.ts), so nothing is repeated here.
 */
export function served<Group extends ServedGroup>(group: Group): Router<Contract[Group], ConsoleContext> {
  const procedures = Object.keys(contract[group]).map((name) => {
    const procedure: unknown = Reflect.get(implement(contract).$context<ConsoleContext>()[group], name)
    return [
      name,
      (procedure as AnyProcedure).handler(async ({ context, input }) => {
        const { portal, actor } = await context.host.signedIn()
        const service: unknown = (portal as Services)[group]
        return callMethod(service as AnyService, name, actor, input)
      }),
    ]
  })
  return Object.fromEntries(procedures) as Router<Contract[Group], ConsoleContext>
}

function callMethod(service: AnyService, name: string, actor: unknown, input: unknown): Promise<unknown> {
  const method = service[name]
  if (!method) throw new Error(`no service method ${name}`)
  return method(actor, input)
}
