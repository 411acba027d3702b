// Running other programs: one way to do it, with a time limit and an error that says what to do next.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { inRoot, projectEnv } from './project.mjs'

/** A set-up step that failed; `advice` tells the person what to do about it. */
export class SetupError extends Error {
  constructor(message, advice) {
    super(advice ? `${message}\n  What to do: ${advice}` : message)
    this.name = 'SetupError'
  }
}

/** Prints one line of the set-up's progress. */
export const say = (line) => console.log(line)

/**
 * Runs a program to its end.
 * `output`: 'inherit' shows its output, 'capture' returns it. `timeout` is in milliseconds; afterwards the process group is ended.
 * Returns { code, signal, stdout, stderr, timedOut }; a program that cannot be started gives code 127.
 */
export function run(
  command,
  args,
  { cwd = inRoot(), env = projectEnv(), output = 'inherit', timeout = 0, shell = false } = {},
) {
  return new Promise((resolve) => {
    const ownGroup = timeout > 0 && process.platform !== 'win32'
    const stdio = output === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe']
    const child = spawn(command, args, { cwd, env, stdio, shell, detached: ownGroup })
    const result = { code: 127, signal: null, stdout: '', stderr: '', timedOut: false }
    child.stdout?.setEncoding('utf8').on('data', (text) => (result.stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text) => (result.stderr += text))
    const end = () => {
      try {
        if (ownGroup) process.kill(-child.pid, 'SIGKILL')
        else child.kill('SIGKILL')
      } catch {
        // It ended by itself in the meantime.
      }
    }
    // A program in its own group no longer hears the terminal's Ctrl+C: pass it on.
    const interrupted = () => {
      end()
      process.exit(130)
    }
    if (ownGroup) for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted)
    const timer =
      timeout > 0 &&
      setTimeout(() => {
        result.timedOut = true
        end()
      }, timeout)
    const finish = () => {
      clearTimeout(timer)
      for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, interrupted)
      resolve(result)
    }
    child.once('error', (error) => {
      result.stderr += error.message
      finish()
    })
    child.once('close', (code, signal) => {
      result.code = code ?? 1
      result.signal = signal
      finish()
    })
  })
}

/** Runs npm: the one that started this script where there is one, else the one beside the running Node or on the PATH. */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js') && existsSync(cli)) return run(process.execPath, [cli, ...args], options)
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** Runs one of the project's own command line tools from node_modules/.bin. */
export function tool(name, args, options = {}) {
  const windows = process.platform === 'win32'
  return run(inRoot('node_modules', '.bin', windows ? `${name}.cmd` : name), args, { ...options, shell: windows })
}

/** Full path of a program found on the PATH or in the system's folders for administrators, or null. */
export function findProgram(...names) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
    '/usr/bin',
    dirname(process.execPath),
  ]
  for (const name of names) {
    for (const folder of folders) {
      if (folder && existsSync(join(folder, name))) return join(folder, name)
    }
  }
  return null
}

/** The last lines of a program's output, for an error message. */
export function lastLines(text, count = 15) {
  return text.trim().split('\n').slice(-count).join('\n')
}
