/** What stands between the steps of a department's path as the core writes it. */
const BETWEEN = ' › '

/** The department itself, without those above. */
export function lastStep(path: string): string {
  const at = path.lastIndexOf(BETWEEN)
  return at === -1 ? path : path.slice(at + BETWEEN.length)
}
