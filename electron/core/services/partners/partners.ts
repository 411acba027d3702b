import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import type { JoinLinks } from '../join-links'

const notYet = (): never => {
  throw new Error('not built yet')
}

export function createPartnersService(_context: ServiceContext, _links: JoinLinks): ServiceOf<'partners'> {
  return {
    get: notYet,
    check: notYet,
    invite: notYet,
    giveAccess: notYet,
    takeAccess: notYet,
    setSource: notYet,
    importRegistry: notYet,
    fetchRegistry: notYet,
  }
}
