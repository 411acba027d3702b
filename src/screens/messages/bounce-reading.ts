import { ref, shallowRef } from 'vue'
import type { BouncedRecipient } from '../../../electron/contract/bounces'
import type { RefusalData } from '../../../electron/contract/base'
import { outlastLock } from '../../composables/outlast-lock'
import { BOUNCE_MAXIMUM } from '../../../electron/contract/vocabulary'
import { portal, refusalOf } from '../../portal'

/** What became of one file: what it speaks of, or why it could not be read. */
export interface ReadFile {
  readonly name: string
  readonly recipients: readonly BouncedRecipient[]
  readonly refusal: RefusalData | null
  readonly tooLarge: boolean
}

/** Bytes that are turned into text at once; more arguments than a call takes would be refused. */
const PIECE = 32_768

/** The bytes in base64, as the contract takes them. */
export function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return btoa(text)
}

/** Reads bounce messages one after the other, as many as are dropped (M9). */
export function useBounceReading() {
  const files = outlastLock('bounces', shallowRef<readonly ReadFile[]>([]))
  /** The file that is being read. */
  const reading = ref<string | null>(null)

  async function readOne(file: File): Promise<ReadFile> {
    const read: ReadFile = { name: file.name, recipients: [], refusal: null, tooLarge: false }
    if (file.size > BOUNCE_MAXIMUM) return { ...read, tooLarge: true }
    try {
      const data = base64Of(new Uint8Array(await file.arrayBuffer()))
      const { recipients } = await portal.bounces.read({ data })
      return { ...read, recipients }
    } catch (error) {
      return { ...read, refusal: refusalOf(error) }
    }
  }

  async function read(chosen: readonly File[]): Promise<void> {
    if (reading.value !== null) return
    for (const file of chosen) {
      reading.value = file.name
      const result = await readOne(file)
      files.value = [result, ...files.value]
    }
    reading.value = null
  }

  /** What was told of a person's address no longer holds. */
  function corrected(personId: string, address: string): void {
    files.value = files.value.map((file) => ({
      ...file,
      recipients: file.recipients.map((each) =>
        each.match?.personId === personId ? { ...each, match: { ...each.match, address, mayCorrect: false } } : each,
      ),
    }))
  }

  return { files, reading, read, corrected }
}
