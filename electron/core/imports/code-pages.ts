/**
 * The upper halves of the two code pages that spreadsheets write CSV in, bytes 0x80 to 0xFF (as the WHATWG Encoding
 * standard has them).
 */
const CYRILLIC =
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї' +
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'
const WESTERN =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
  'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ'

export type CodePage = 'windows-1251' | 'windows-1252'

const UNITS: Readonly<Record<CodePage, Uint16Array>> = {
  'windows-1251': unitsOf(CYRILLIC),
  'windows-1252': unitsOf(WESTERN),
}

/** Reads bytes of a code page; every byte is a character, so that it may be called piece by piece. */
export function decodeCodePage(bytes: Uint8Array, codePage: CodePage): string {
  const units = UNITS[codePage]
  const text = new Uint16Array(bytes.length)
  for (let index = 0; index < bytes.length; index += 1) text[index] = units[bytes[index] ?? 0] ?? 0
  return UTF16.decode(text)
}

/** Most bytes that are looked at to tell the two apart. */
const SAMPLE = 256 * 1024

/**
 * Which code page the bytes are in. Russian words are runs of letters of the upper half; western words are letters of
 * the lower half with an accented one here and there. Where nothing stands beside anything, the commonest western
 * letters decide.
 */
export function guessCodePage(bytes: Uint8Array): CodePage {
  let beside = 0
  let western = 0
  for (let index = 0, end = Math.min(bytes.length, SAMPLE); index < end; index += 1) {
    const byte = bytes[index] ?? 0
    if (!isUpperLetter(byte)) continue
    for (const neighbour of [bytes[index - 1] ?? 0, bytes[index + 1] ?? 0]) {
      if (isUpperLetter(neighbour)) beside += 1
      else if (isLowerLetter(neighbour)) beside -= 1
    }
    if (COMMON_WESTERN.has(byte)) western += 1
    else western -= 1
  }
  if (beside === 0) return western > 0 ? 'windows-1252' : 'windows-1251'
  return beside > 0 ? 'windows-1251' : 'windows-1252'
}

const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true })
/** ä ö ü ß é è á ó ç ñ å ø and their capitals, where these are rare Russian letters. */
const COMMON_WESTERN: ReadonlySet<number> = new Set([
  0xc4, 0xd6, 0xdc, 0xdf, 0xe4, 0xf6, 0xfc, 0xe9, 0xc9, 0xe1, 0xf3, 0xe7, 0xf1, 0xf8, 0xd8,
])

/** Letters of either code page above 0x7F. */
function isUpperLetter(byte: number): boolean {
  return byte >= 0xc0 || byte === 0xa8 || byte === 0xb8
}

function isLowerLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

function unitsOf(upper: string): Uint16Array {
  const units = new Uint16Array(256)
  for (let byte = 0; byte < 256; byte += 1) units[byte] = byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80)
  return units
}
