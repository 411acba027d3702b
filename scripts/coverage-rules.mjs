// npm run coverage:rules: lists the rules of tests/rules.json that no test names in its title, and fails where there is one.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, readJson } from './lib/project.mjs'
import { say } from './lib/run.mjs'

/** Titles of tests and groups of tests in a test file; a title may stand on the line after the call. */
function titlesIn(text) {
  const call = /\b(?:it|test|describe)(?:\.\w+)*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs
  return Array.from(text.matchAll(call), (match) => match[2])
}

const files = readdirSync(inRoot('tests'), { recursive: true }).filter((name) => /\.(test|spec)\.ts$/.test(name))
const titles = files.flatMap((name) => titlesIn(readFileSync(join(inRoot('tests'), name), 'utf8')))
const named = new Set(titles.flatMap((title) => title.match(/\b[A-Z]{1,2}\d+\b/g) ?? []))

let missing = 0
let all = 0
for (const [group, ids] of Object.entries(readJson(inRoot('tests', 'rules.json')))) {
  const without = ids.filter((id) => !named.has(id))
  all += ids.length
  missing += without.length
  if (without.length > 0) say(`${group}: ${without.join(', ')}`)
}
say(`${all - missing} of ${all} rules are named by a test, ${missing} are not.`)
process.exitCode = missing === 0 ? 0 : 1
