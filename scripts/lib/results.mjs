// Reads what the test runners wrote and counts it.
import { existsSync, rmSync } from 'node:fs'
import { readJson } from './project.mjs'

/** Nothing ran. `notes` are lines for the person: what was skipped and why. */
export const nothing = () => ({ passed: 0, failed: 0, skipped: 0, notes: [] })

/** A check that either holds or does not counts as one. */
export const single = (holds) => ({ ...nothing(), passed: holds ? 1 : 0, failed: holds ? 0 : 1 })

/** The sum of several counts. */
export function total(counts) {
  const sum = nothing()
  for (const { passed, failed, skipped, notes } of counts) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
    sum.notes.push(...notes)
  }
  return sum
}

/** The closing line. The number of skipped tests is named only where there are any. */
export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** Whether a run counts as good: something ran and nothing failed. */
export const good = ({ passed, failed }) => failed === 0 && passed > 0

/** Counts a runner's report; a runner that ended badly without naming a failed test counts as one failure. */
export function countReport(file, count, exitCode) {
  const counted = existsSync(file) ? count(readJson(file)) : nothing()
  if (counted.failed === 0 && (exitCode !== 0 || counted.passed + counted.skipped === 0)) counted.failed = 1
  return counted
}

/** Removes an earlier run's report, so that it is never counted again. */
export const forget = (file) => rmSync(file, { force: true })

/** Counts a report of Vitest's JSON reporter. */
export function countVitest(report) {
  const counted = nothing()
  for (const file of report.testResults ?? []) {
    const tests = file.assertionResults ?? []
    for (const test of tests) {
      if (test.status === 'passed') counted.passed++
      else if (test.status === 'failed') counted.failed++
      else {
        counted.skipped++
        counted.notes.push(`skipped: ${test.fullName}`)
      }
    }
    // A file that could not even be loaded has no tests to show for it.
    if (file.status === 'failed' && !tests.some((test) => test.status === 'failed')) counted.failed++
  }
  return counted
}

function* specsOf(suite) {
  yield* suite.specs ?? []
  for (const inner of suite.suites ?? []) yield* specsOf(inner)
}

/** Counts a report of Playwright's JSON reporter. */
export function countPlaywright(report) {
  const counted = nothing()
  counted.failed += report.errors?.length ?? 0
  for (const suite of report.suites ?? []) {
    for (const spec of specsOf(suite)) {
      for (const test of spec.tests) {
        if (test.status === 'expected') counted.passed++
        else if (test.status === 'skipped') {
          counted.skipped++
          const reason = test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')?.description
          counted.notes.push(`skipped: ${spec.title}: ${reason ?? 'no reason given'}`)
        } else counted.failed++
      }
    }
  }
  return counted
}
