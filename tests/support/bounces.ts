import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../fixtures/bounces')

/** A bounce message of `tests/fixtures/bounces` about the mail with this Message-ID (without its angle brackets). */
export function bounceFile(name: string, messageId = 'nothing@nowhere.example'): Buffer {
  // Byte by byte, for not all of them are UTF-8.
  const text = readFileSync(join(FOLDER, `${name}.eml`)).toString('latin1')
  return Buffer.from(text.replaceAll('{{MESSAGE-ID}}', messageId), 'latin1')
}

/** The same about another address. */
export function bounceAbout(name: string, messageId: string, address: string): Buffer {
  const text = bounceFile(name, messageId).toString('latin1')
  return Buffer.from(text.replaceAll('ann@northwind.example', address), 'latin1')
}
