import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import type { Pace } from './pace'
import { unreadable } from './table'

/** Most bytes that are unpacked of one file; a zip of a few kilobytes may hold terabytes. */
const MOST_UNPACKED = 768 * 1024 * 1024
/** Most files in the archive. */
const MOST_ENTRIES = 10_000
/** Longest stretch of XML without a tag, in characters. A cell holds at most 32,767. */
const LONGEST_TEXT = 4 * 1024 * 1024

export interface ElementHandlers {
  /** `name` without its namespace prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** The parts of an Office file: XML in a zip archive. Every error is IMPORT_UNREADABLE. */
export class WorkbookParts {
  #left = MOST_UNPACKED

  private constructor(
    private readonly archive: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly pace: Pace,
  ) {}

  static async open(bytes: Uint8Array, pace: Pace): Promise<WorkbookParts> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      const archive = await openArchive(buffer)
      return new WorkbookParts(archive, await readEntries(archive), pace)
    } catch {
      throw unreadable('zip')
    }
  }

  has(path: string): boolean {
    return this.entries.has(path.toLowerCase())
  }

  /** Whether there is a file whose path matches. */
  hasSome(pattern: RegExp): boolean {
    return [...this.entries.keys()].some((path) => pattern.test(path))
  }

  /** Reads one part; nothing happens where it is missing. */
  async read(path: string, handlers: ElementHandlers): Promise<void> {
    const entry = this.entries.get(path.toLowerCase())
    if (entry === undefined) return
    if (entry.isEncrypted()) throw unreadable('protected')
    const parser = parserFor(handlers)
    let decoder: TextDecoder | null = null
    let sinceTag = 0
    try {
      for await (const chunk of await this.#stream(entry)) {
        const bytes: Buffer = chunk
        this.#left -= bytes.length
        if (this.#left < 0) throw unreadable('too-large')
        decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8')
        const text = decoder.decode(bytes, { stream: true })
        sinceTag = text.includes('<') ? 0 : sinceTag + text.length
        if (sinceTag > LONGEST_TEXT) throw unreadable('damaged')
        parser.write(text)
        await this.pace()
      }
      parser.close()
    } catch (error) {
      throw isUnreadable(error) ? error : unreadable('damaged')
    }
  }

  #stream(entry: Entry): Promise<AsyncIterable<Buffer>> {
    return new Promise((resolve, reject) => {
      this.archive.openReadStream(entry, (error, stream) => {
        if (error) reject(error)
        else resolve(stream)
      })
    })
  }
}

function openArchive(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, archive) => {
      if (error) reject(error)
      else resolve(archive)
    })
  })
}

function readEntries(archive: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    archive.on('error', reject)
    archive.on('end', () => resolve(entries))
    archive.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.toLowerCase(), entry)
      if (entries.size > MOST_ENTRIES) reject(unreadable('zip'))
      else archive.readEntry()
    })
    archive.readEntry()
  })
}

function parserFor(handlers: ElementHandlers): SaxesParser<{ position: false; xmlns: false }> {
  const parser = new SaxesParser({ position: false, xmlns: false })
  parser.on('opentag', ({ name, attributes }) => handlers.open(localName(name), attributes))
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.text) parser.on('cdata', handlers.text)
  const { close } = handlers
  if (close) parser.on('closetag', ({ name }) => close(localName(name)))
  // Some programs write control characters as they are; the rest of the text is still good.
  parser.on('error', (error) => {
    if (!error.message.includes('disallowed character')) throw error
  })
  return parser
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && error.name === 'Refusal'
}
