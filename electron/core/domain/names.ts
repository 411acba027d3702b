/** What lists and letters call a person (M7): first and last name, or the address where no name was given. */
export function displayName(firstName: string, lastName: string, address: string): string {
  return `${firstName.trim()} ${lastName.trim()}`.trim() || address
}

/** Combining marks, but for the breve: it makes й of и, which is a letter of its own. */
const MARKS = /[\u0300-\u0305\u0307-\u036f]/gu

/**
 * Folds a text for sorting and searching: case, accents and compatibility forms go, and ё becomes е. Folding twice
 * changes nothing.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .replaceAll(/(?<!и)\u0306/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
