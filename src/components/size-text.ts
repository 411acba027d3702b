const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** “340 kB”, “1.2 GB”: how large a file is, given its bytes. */
export function sizeText(bytes: number, locale: string): string {
  let size = bytes / 1_000
  let unit: (typeof UNITS)[number] = 'kilobyte'
  for (const larger of UNITS.slice(1)) {
    if (size < 999.5) break
    size /= 1_000
    unit = larger
  }
  const maximumFractionDigits = size < 10 && unit !== 'kilobyte' ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(Math.max(1, size))
}
