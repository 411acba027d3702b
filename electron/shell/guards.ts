import { app, type Session, session, type WebContents } from 'electron'
import type { Log } from '../core/services/ports'
import { isConsoleDocument } from './console-origin'

/** What the window could fetch from elsewhere, should a page ever try: nothing. */
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']

/** `except`: the server of the pages while somebody works on them, the one address that may be reached. */
export interface GuardOptions {
  readonly log: Log
  readonly except?: string
}

/**
 * Refuses what an administrator's console never needs, for every web contents there will ever be: leaving the page,
 * opening windows, embedding pages, permissions, devices, downloads and requests to anywhere.
 * Call once, after the app is ready and before the first window.
 */
export function guardEverything(options: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, options.log))
  guardSession(session.defaultSession, options)
}

function guardContents(contents: WebContents, log: Log): void {
  contents.on('will-navigate', (event) => {
    if (isConsoleDocument(event.url)) return
    event.preventDefault()
    log.warn('navigation refused', { to: event.url })
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return
    event.preventDefault()
    log.warn('frame navigation refused', { to: event.url })
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
    log.warn('redirect refused', { to: event.url })
  })
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('new window refused', { to: url })
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.warn('webview refused')
  })
}

function guardSession(guarded: Session, { log, except }: GuardOptions): void {
  guarded.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('permission refused', { permission })
    answer(false)
  })
  guarded.setPermissionCheckHandler(() => false)
  guarded.setDevicePermissionHandler(() => false)
  guarded.on('will-download', (event) => {
    event.preventDefault()
    log.warn('download refused')
  })
  guarded.webRequest.onBeforeRequest({ urls: OUTSIDE }, (request, answer) => {
    const allowed = except !== undefined && new URL(request.url).host === new URL(except).host
    if (!allowed) log.warn('request refused', { to: request.url })
    answer({ cancel: !allowed })
  })
}
