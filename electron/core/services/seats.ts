import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

const notYet = (): never => {
  throw new Error('not built yet')
}

export function createSeatsService(_context: ServiceContext): ServiceOf<'seats'> {
  return {
    forecast: notYet,
    reserve: notYet,
  }
}
