/** The first of each id: met by e-mail address and by number, somebody is still one. Everybody without an id stays. */
export function eachOnce<Person extends { readonly id: string | null }>(people: readonly Person[]): readonly Person[] {
  const seen = new Set<string>()
  return people.filter(({ id }) => {
    if (id === null) return true
    const isFirst = !seen.has(id)
    seen.add(id)
    return isFirst
  })
}
