import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

const notYet = (): never => {
  throw new Error('not built yet')
}

export function createAccessService(_context: ServiceContext): ServiceOf<'access'> {
  return {
    get: notYet,
    update: notYet,
    delegate: notYet,
    removeDelegation: notYet,
    invitingScope: notYet,
  }
}
