/** A text of the program with its `{blanks}` filled; a blank without a value is left empty. */
export function withBlanks(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/gu, (_blank, name: string) => values[name] ?? '')
}
