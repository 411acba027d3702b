import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
]
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(name, 'utf8') }))

/** Where the links of a page lead, as far as that is a file of the repository. */
function filesLinked({ name, text }: (typeof pages)[number]): readonly string[] {
  const targets = Array.from(text.matchAll(/\]\(([^)\s]+)\)/gu), (match) => match[1] ?? '')
  return targets
    .filter((target) => !/^(?:[a-z]+:|#)/u.test(target))
    .map((target) => join(dirname(name), target.replace(/#.*/u, '')))
}

function linkedFrom(page: string): readonly string[] {
  return pages.filter(({ name }) => name === page).flatMap(filesLinked)
}

describe('the pages of docs', () => {
  it.each(pages)('$name links to nothing that is not there', (page) => {
    expect(filesLinked(page).filter((file) => !existsSync(file))).toEqual([])
  })

  it('show every picture there is, in light and in dark', () => {
    const pictures = readdirSync('docs/pictures').map((name) => join('docs/pictures', name))
    expect(
      linkedFrom('docs/screens.md')
        .filter((file) => file.endsWith('.png'))
        .toSorted(),
    ).toEqual(pictures.toSorted())
  })

  it('list every decision under its heading', () => {
    const decisions = pages
      .filter(({ name }) => /decisions.\d/u.test(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const lines = decisions.map(({ name, text }) => {
      const heading = /^# (\d{3} \S.*)$/mu.exec(text)?.[1] ?? ''
      return `- [${heading}](${name.slice('docs/decisions/'.length)})`
    })
    const list = readFileSync('docs/decisions/README.md', 'utf8')
    expect(list.split('\n').filter((line) => line.startsWith('- '))).toEqual(lines)
  })
})
