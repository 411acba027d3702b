import { SegmentedMessage } from 'sms-segments-calculator'
import type { SmsEncoding } from './sms-words'

/** What a text takes as an SMS (SM3). */
export interface SmsSize {
  /** As the encoding counts them: `€` counts twice in GSM-7, an emoji at least twice in UCS-2. */
  readonly characters: number
  readonly encoding: SmsEncoding
  readonly segments: number
  /** The characters that GSM-7 does not have, each once; empty in GSM-7. */
  readonly costly: readonly string[]
}

/** Counts the text as providers do: 160 (153 in parts) characters of GSM-7, or 70 (67) of UCS-2. */
export function sizeOfSms(text: string): SmsSize {
  const message = new SegmentedMessage(text)
  const encoding = message.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2'
  return {
    characters: message.numberOfCharacters,
    encoding,
    segments: message.segmentsCount,
    costly: encoding === 'GSM-7' ? [] : [...new Set(message.getNonGsmCharacters())],
  }
}
