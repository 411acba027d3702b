import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { BenchContext } from './benchmark'
import { type TreeUsage, usageOf } from './process-tree'

/** One start, measured from outside: the same way for every app, without a hook in any. */
export interface ColdStart {
  /** From spawning the process until the first labelled control was painted, in milliseconds. */
  readonly wallMs: number
  /** At that moment. */
  readonly usage: TreeUsage
  /** A little later, when the start's garbage had time to go. */
  readonly settled: TreeUsage
}

const startLimit = 60_000
const settleMs = 3_000

/**
 * Runs in the page: waits for a visible control that says what it is, then for the frame that shows it, and tells the time.
 * requestAnimationFrame does not run in a window that is not shown, so a hidden window never counts as usable.
 */
const usable = `new Promise((done) => {
  const labelled = (control) =>
    control.getClientRects().length > 0 && control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    Boolean(control.textContent.trim() || control.getAttribute('aria-label') || control.labels?.length)
  const look = () => {
    const found = [...document.querySelectorAll('button, input, select, textarea, a[href]')].some(labelled)
    requestAnimationFrame(found ? () => done(Date.now()) : look)
  }
  look()
})`

/** Asks the page behind a DevTools address; rejects when the page goes away before it answers. */
function evaluate(address: string, expression: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    socket.addEventListener('open', () => {
      const params = { expression, awaitPromise: true, returnByValue: true }
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }))
    })
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data))
      if (answer.id !== 1) return
      socket.close()
      const value = answer.result?.result?.value
      if (typeof value === 'number') resolve(value)
      else reject(new Error(`The page gave no time: ${JSON.stringify(answer)}`))
    })
    socket.addEventListener('close', () => reject(new Error('The page went away.')))
    socket.addEventListener('error', () => reject(new Error('The page cannot be reached.')))
  })
}

/** Time at which the first page of the app became usable, in milliseconds since 1970. */
async function usableAt(port: string): Promise<number> {
  const until = Date.now() + startLimit
  while (Date.now() < until) {
    try {
      const targets: unknown = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()
      const pages = Array.isArray(targets)
        ? targets.filter((target) => target.type === 'page' && target.url !== '')
        : []
      if (pages[0]) return await evaluate(pages[0].webSocketDebuggerUrl, usable)
    } catch {
      // No page yet, or one that was replaced by the next: look again.
    }
    await pause(10)
  }
  throw new Error('The window did not become usable in time.')
}

/** Starts an app folder in the prepared runtime, measures the start and ends the app. */
export async function coldStart(
  context: BenchContext,
  app: { readonly folder: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> },
): Promise<ColdStart> {
  const args = [...context.electron.flags, '--remote-debugging-port=0', app.folder, ...app.args]
  const began = Date.now()
  const child = spawn(context.electron.executable, args, {
    env: { ...context.env, ...app.env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${context.electron.executable} cannot be started.`)
  const exited = once(child, 'exit')
  try {
    const port = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1]
        if (found) resolve(found)
      })
      child.once('exit', () => reject(new Error(`The app ended at once: ${said}`)))
      setTimeout(() => reject(new Error(`No DevTools address: ${said}`)), startLimit).unref()
    })
    const wallMs = (await usableAt(port)) - began
    const usage = usageOf(pid)
    await pause(settleMs)
    return { wallMs, usage, settled: usageOf(pid) }
  } finally {
    process.kill(-pid, 'SIGKILL')
    await exited
  }
}
