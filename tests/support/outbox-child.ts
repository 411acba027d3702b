import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { openSmtpGateway } from '../../electron/core/gateways/mail/smtp-gateway'
import { openSmsGateway } from '../../electron/core/gateways/sms/open-sms-gateway'
import { createOutbox, type Outbox } from '../../electron/core/outbox/outbox'
import { createChanges } from '../../electron/core/services/changes'
import { createJoinLinks, type JoinLinks } from '../../electron/core/services/join-links'
import type { ServiceContext } from '../../electron/core/services/service-context'
import { openStore } from '../../electron/core/store/open-store'
import { memoryFiles, memoryVault } from './core-fakes'

/** Where a store is, as JSON can say it. */
export interface StorePlace {
  readonly file: string
  readonly backupFolder: string
}

/** The outbox over a store of its own, as the console runs it, with links that lead to nobody. */
export interface OpenedOutbox {
  readonly context: ServiceContext
  readonly links: JoinLinks
  readonly outbox: Outbox
}

export async function openOutbox({ backupFolder, file }: StorePlace): Promise<OpenedOutbox> {
  const clock = { now: () => Date.now() }
  const log = {
    info: () => {},
    warn: (message: string, details?: unknown) => console.error(message, details),
    error: (message: string, error: unknown) => console.error(message, error),
  }
  const vault = memoryVault()
  vault.set('portal-secret', Buffer.alloc(32, 7).toString('base64url'))
  const context: ServiceContext = {
    store: await openStore({ file, backupFolder, clock }),
    clock,
    log,
    vault,
    randomness: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    changes: createChanges({ log }),
    files: memoryFiles(),
    presence: { current: () => null },
  }
  const links = createJoinLinks(context, { current: () => Promise.resolve('https://join.aurora.example') })
  return {
    context,
    links,
    outbox: createOutbox(context, {
      openGateway: openSmtpGateway,
      openSmsGateway,
      links,
      folder: dirname(file),
    }),
  }
}

/** Sends what waits until nothing does, in a process of its own that may be killed at any moment. */
export async function sendInChild(place: StorePlace): Promise<void> {
  const { context, outbox } = await openOutbox(place)
  await outbox.start()
  await outbox.settled()
  await outbox.stop()
  await context.store.close()
}
