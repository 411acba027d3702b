import { rm } from 'node:fs/promises'
import { Refusal } from '../core/domain/refusal'
import type { EnteredPortal } from '../core/portal'
import { newPortalSecret } from '../core/services/portal-secret'
import type { Log } from '../core/services/ports'
import type { Portals } from './portals'
import { systemRandomness } from './randomness'
import { createMemoryVault } from './vault/memory-vault'

/** Opens the sample company; one that is damaged is made anew, as nothing in it is worth a question. */
export async function openSampleIn(folder: string, portals: Portals, log: Log): Promise<EnteredPortal> {
  const open = (): Promise<EnteredPortal> => {
    const vault = createMemoryVault()
    vault.set('portal-secret', newPortalSecret(systemRandomness()))
    return portals.openSample(folder, vault)
  }
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'STORE_DAMAGED')) throw error
    log.warn('the sample company was damaged and is made anew')
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    return open()
  }
}
