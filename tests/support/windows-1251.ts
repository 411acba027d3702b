/** Text as a spreadsheet with Russian settings saves it: Latin and Cyrillic letters in windows-1251. */
export function windows1251(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < 0x80) return code
      if (letter === 'ё') return 0xb8
      if (letter === 'Ё') return 0xa8
      return code - 0x410 + 0xc0
    }),
  )
}
