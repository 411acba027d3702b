import { RPCHandler } from '@orpc/server/message-port'
import type { IpcMainEvent, MessagePortMain, WebContents } from 'electron'
import { CONNECT } from '../contract/bridge'
import type { ConsoleHost } from '../core/procedures/console-host'
import { refusalInterceptor } from '../core/procedures/errors'
import { kioskGate } from '../core/procedures/kiosk-gate'
import { createRouter } from '../core/procedures/router'
import type { Log } from '../core/services/ports'
import { isConsoleUrl } from './console-origin'

/**
 * Answers the contract to windows: returns a function that lets one window connect. Each page of it brings one port; a
 * reloaded page brings a fresh one, and what still ran over the old one ends. Calls wait until `ready`, so that the
 * page loads while the portal opens.
 */
export function createContractServer(
  host: ConsoleHost,
  ready: Promise<void>,
  log: Log,
): (contents: WebContents) => void {
  const handler = new RPCHandler(createRouter(), { clientInterceptors: [refusalInterceptor(log), kioskGate] })
  return (contents) => {
    let connected: MessagePortMain | null = null
    // Listening on the window's own channel: messages of other web contents do not even arrive here.
    contents.ipc.on(CONNECT, (event) => {
      const [port, ...others] = event.ports
      if (!port || others.length > 0 || !isFromConsole(event, contents)) {
        log.warn('connection refused', { from: event.senderFrame?.url ?? 'a frame that is gone' })
        for (const each of event.ports) each.close()
        return
      }
      connected?.close()
      connected = port
      void ready.then(() => {
        if (connected !== port) return
        handler.upgrade(port, { context: { host } })
        port.start()
      })
    })
    contents.on('destroyed', () => connected?.close())
  }
}

/** Only the main frame of the console's own page may connect. */
function isFromConsole(event: IpcMainEvent, contents: WebContents): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === contents.mainFrame && isConsoleUrl(frame.url)
}
