/** A written day without the Russian “г.”, which says nothing beside a year and would end a sentence twice. */
export function withoutYearWord(text: string): string {
  return text.replace(/\sг\./u, '')
}
