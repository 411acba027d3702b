/** Sizes of paper a page may be printed on, as CSS names them. */
export const PAPERS = ['A4', 'letter'] as const
export type Paper = (typeof PAPERS)[number]

/** Countries where offices print on US Letter (CLDR, supplemental measurement data: paper size). */
const LETTER = new Set(['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE'])

/** The paper of a country, by its ISO 3166-1 alpha-2 code. */
export function paperOf(country: string): Paper {
  return LETTER.has(country) ? 'letter' : 'A4'
}
