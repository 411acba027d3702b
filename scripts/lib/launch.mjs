// How an app folder is started in a prepared runtime.
import { spawn } from 'node:child_process'
import { runtimeEnv } from '../runtime.mjs'
import { inRoot, isRootOnLinux, projectEnv } from './project.mjs'

/**
 * Flags for Electron itself. Chromium refuses to run as root with its sandbox on, so root, and root alone, goes without: that is
 * the case in containers and CI. Everybody else keeps the sandbox.
 */
export const runtimeFlags = () => (isRootOnLinux() ? ['--no-sandbox'] : [])

/** Starts an Electron program with the terminal attached and resolves with its exit code. */
export function attach(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: inRoot(), env, stdio: 'inherit', windowsHide: false })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)))
  })
}

/** The environment of the running app. Without a session bus Electron would fill the terminal with its search for one. */
export const appEnv = (runtime) =>
  projectEnv({ DBUS_SESSION_BUS_ADDRESS: process.env.DBUS_SESSION_BUS_ADDRESS ?? 'disabled:', ...runtimeEnv(runtime) })
