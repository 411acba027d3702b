// The display a window needs. Where there is none (a server, CI), the tests bring their own virtual one.
import { spawn } from 'node:child_process'
import { findProgram, SetupError } from './run.mjs'

/** Whether windows can be shown here. */
export const hasDisplay = (env = process.env) =>
  process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/**
 * Starts Xvfb on a free display of its own choosing. Returns { display, stop }. Throws SetupError.
 */
export function virtualDisplay() {
  const program = findProgram('Xvfb')
  if (!program) throw new SetupError('There is no display, and Xvfb is not installed.', 'install the package xvfb.')
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset']
    const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text) => (said += text))
    const timer = setTimeout(() => server.kill('SIGKILL'), 30_000)
    const stop = () => server.kill('SIGTERM')
    server.once('error', reject)
    server.once('exit', () => {
      clearTimeout(timer)
      reject(new SetupError(`Xvfb did not start: ${said.trim()}`, 'see that /tmp/.X11-unix can be written.'))
    })
    let number = ''
    server.stdio[3].setEncoding('utf8').on('data', (text) => {
      number += text
      if (!number.includes('\n')) return
      clearTimeout(timer)
      process.once('exit', stop)
      resolve({ display: `:${number.trim()}`, stop })
    })
  })
}
