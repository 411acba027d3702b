import { parentPort } from 'node:worker_threads'
import { PDFDocument } from '@cantoo/pdf-lib'

/** One document to put together from parts: each part, then `title` and `language` of the whole. */
export type JoiningWord = { readonly part: Uint8Array } | { readonly title: string; readonly language: string }

/** The thread that puts PDF documents together: reading and writing thousands of objects would hold the program up. */
const whole = PDFDocument.create({ updateMetadata: false })
let read = Promise.resolve()

async function add(part: Uint8Array): Promise<void> {
  const document = await whole
  const source = await PDFDocument.load(part, { updateMetadata: false })
  for (const page of await document.copyPages(source, source.getPageIndices())) document.addPage(page)
}

async function end(title: string, language: string): Promise<void> {
  const document = await whole
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setLanguage(language)
  const bytes = await document.save({ useObjectStreams: false })
  parentPort?.postMessage(bytes, [bytes.buffer])
  parentPort?.close()
}

parentPort?.on('message', (word: JoiningWord) => {
  read = read.then(() => ('part' in word ? add(word.part) : end(word.title, word.language)))
  // An error that nobody waits for ends the thread, and whoever began it hears of it.
})
