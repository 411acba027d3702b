import { join } from 'node:path'
import electronLog from 'electron-log/node'
import type { Log } from '../core/services/ports'
import { redact, redactText } from './redact'

/** Two files of this size are the most the log ever takes. */
const FILE_BYTES = 2_000_000

/** Where the log of a data folder is. */
export function logFile(dataFolder: string): string {
  return join(dataFolder, 'logs', 'usher.log')
}

/**
 * The log: a file in the data folder, kept in two parts by size, and standard error for warnings and errors. Details are redacted
 * before they are written, so that a careless caller does not leak a secret.
 */
export function createLog(dataFolder: string): Log {
  const logger = electronLog.create({ logId: 'usher' })
  logger.transports.file.resolvePathFn = () => logFile(dataFolder)
  logger.transports.file.maxSize = FILE_BYTES
  logger.transports.file.format = '{iso} {level} {text}'
  logger.transports.console.level = 'warn'
  logger.transports.console.format = '{level} {text}'
  const written = (message: string, details: unknown): unknown[] =>
    details === undefined ? [redactText(message)] : [redactText(message), JSON.stringify(redact(details))]
  return {
    info: (message, details) => logger.info(...written(message, details)),
    warn: (message, details) => logger.warn(...written(message, details)),
    error: (message, error) => logger.error(...written(message, error)),
  }
}
