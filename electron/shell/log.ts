import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Log } from '../core/services/ports'
import { redact, redactText } from './redact'

/** Two files of this size are the most the log ever takes. */
const FILE_BYTES = 2_000_000

/** Where the log of a data folder is. */
export function logFile(dataFolder: string): string {
  return join(dataFolder, 'logs', 'usher.log')
}

/** Where its older part is. */
function olderLogFile(dataFolder: string): string {
  return join(dataFolder, 'logs', 'usher.old.log')
}

/**
 * The log: a file in the data folder, kept in two parts by size, and standard error for warnings and errors. Details are redacted
 * before they are written, so that a careless caller does not leak a secret.
 */
export function createLog(dataFolder: string): Log {
  const write = (level: 'info' | 'warn' | 'error', message: string, details: unknown): void => {
    const text = redactText(message) + (details === undefined ? '' : ` ${JSON.stringify(redact(details))}`)
    if (level !== 'info') console.error(`${level} ${text}`)
    try {
      append(dataFolder, `${new Date().toISOString()} ${level} ${text}\n`)
    } catch {
      // A disk that takes no log has been reported by whatever else it refuses; the program goes on without.
    }
  }
  return {
    info: (message, details) => write('info', message, details),
    warn: (message, details) => write('warn', message, details),
    error: (message, error) => write('error', message, error),
  }
}

/** Written at once, so that the last words before a crash are there. */
function append(dataFolder: string, line: string): void {
  const file = logFile(dataFolder)
  mkdirSync(dirname(file), { recursive: true })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > FILE_BYTES) renameSync(file, olderLogFile(dataFolder))
  appendFileSync(file, line, { mode: 0o600 })
}
