import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

const notYet = (): never => {
  throw new Error('not built yet')
}

export function createChecklistsService(_context: ServiceContext): ServiceOf<'checklists'> {
  return {
    list: notYet,
    save: notYet,
    remove: notYet,
    apply: notYet,
  }
}
