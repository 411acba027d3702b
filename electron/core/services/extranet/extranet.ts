import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import type { JoinLinks } from '../join-links'

const notYet = (): never => {
  throw new Error('not built yet')
}

export function createExtranetService(_context: ServiceContext, _links: JoinLinks): ServiceOf<'extranet'> {
  return {
    get: notYet,
    invite: notYet,
  }
}
