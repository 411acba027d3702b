import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import type { JoinLinks } from '../join-links'

const notYet = (): never => {
  throw new Error('not built yet')
}

export function createImportsService(_context: ServiceContext, _links: JoinLinks): ServiceOf<'imports'> & { stop(): Promise<void> } {
  return {
    stop: async () => {},
    open: notYet,
    put: notYet,
    read: notYet,
    configure: notYet,
    check: notYet,
    preview: notYet,
    rows: notYet,
    choose: notYet,
    run: notYet,
    outcome: notYet,
    cancel: notYet,
    saveRefused: notYet,
    compare: notYet,
    comparison: notYet,
    differences: notYet,
    chooseDifferences: notYet,
    reconcile: notYet,
    reconciled: notYet,
    close: notYet,
  }
}
