import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { IMPORT_DELIMITERS, IMPORT_ENCODINGS } from '../../../../electron/core/domain/vocabulary'
import { MOST_COLUMNS } from '../../../../electron/core/imports/table'
import { draftsOf, encoded, fixtureText, inlineRows, read, workbookParts, zipped } from '../../../support/import-files'

const FIXTURES = readdirSync(join(import.meta.dirname, '../../../fixtures/import')).filter(
  (name) => !name.startsWith('.'),
)

/** Reads what may be anything: a table that keeps its promises, or a refusal for one of two reasons, or the test fails. */
async function readHostile(bytes: Uint8Array, options: Parameters<typeof read>[1] = {}): Promise<void> {
  try {
    const table = await read(bytes, options)
    expect(table.rows.length).toBeGreaterThan(0)
    expect(table.columns.length).toBeLessThanOrEqual(MOST_COLUMNS)
    expect(table.rows.every(({ row }, index) => row > (table.rows[index - 1]?.row ?? 0))).toBe(true)
    const isTold = draftsOf(table).every(
      ({ email, phone, problems }) => email !== null || phone !== null || problems.length > 0,
    )
    expect(isTold).toBe(true)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(['IMPORT_UNREADABLE', 'IMPORT_EMPTY']).toContain(error.code)
  }
}

const options = fc.record({
  encoding: fc.constantFrom(null, ...IMPORT_ENCODINGS),
  delimiter: fc.constantFrom(null, ...IMPORT_DELIMITERS),
  hasHeader: fc.constantFrom(null, true, false),
})

/** Bytes with some of them changed, some cut out, some put in. */
function mutated(bytes: Uint8Array, changes: readonly (readonly [number, number, number])[]): Uint8Array {
  let result = Buffer.from(bytes)
  for (const [at, kind, value] of changes) {
    const place = at % (result.length + 1)
    if (kind === 0 && place < result.length) result[place] = value
    else if (kind === 1) result = Buffer.concat([result.subarray(0, place), result.subarray(place + value)])
    else result = Buffer.concat([result.subarray(0, place), Buffer.from([value, 0x22, 0x2c]), result.subarray(place)])
  }
  return result
}

const changes = fc.array(
  fc.tuple(fc.nat(100_000), fc.nat(2), fc.oneof(fc.nat(255), fc.constantFrom(0x22, 0x0a, 0x2c, 0x3b, 0x00, 0x3d))),
  { minLength: 1, maxLength: 12 },
)

describe('hostile files', () => {
  it('D4: random bytes are a table or a refusal, nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), options, async (bytes, chosen) => {
        await readHostile(bytes, chosen)
      }),
      { numRuns: 600 },
    )
  }, 30_000)

  it('D4: text of delimiters, quotes and line ends too', async () => {
    const unit = fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '|', 'a', '@', '.', '<', '>', ':', '=', ' ', 'ж')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 300 }), options, async (text, chosen) => {
        await readHostile(Buffer.from(text), chosen)
      }),
      { numRuns: 600 },
    )
  }, 30_000)

  it('D4: damaged files of every known program too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FIXTURES),
        fc.constantFrom(...IMPORT_ENCODINGS),
        changes,
        async (name, encoding, some) => {
          await readHostile(mutated(encoded(fixtureText(name), encoding, 'mark'), some))
        },
      ),
      { numRuns: 300 },
    )
  }, 30_000)

  it('D4: no cell of a person takes long to take apart, whatever is repeated in it', async () => {
    const cells = ['_' + '.'.repeat(3_900), `<${'@'.repeat(3_900)}`, `a@b.c${' '.repeat(3_900)}x`, '; '.repeat(1_900)]
    const rows = Array.from({ length: 40 }, (_none, index) => {
      const cell = cells[index % cells.length] ?? ''
      return `Ann,"${cell}","+49${cell}","${cell}","${cell}"\n`
    })
    const table = await read(`Name,Email,Phone,Department,Groups\nAnn,a@example.com,,Sales,Chess\n${rows.join('')}`)
    const began = performance.now()
    expect(draftsOf(table)).toHaveLength(41)
    // In milliseconds. Going over blanks or dots again for each of them takes ten times as long.
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  it('D4: damaged workbooks too, in the archive and in its parts', async () => {
    const sheet = {
      name: 'S',
      rows: inlineRows([
        ['Name', 'Email'],
        ['Ann', 'ann@example.com'],
      ]),
    }
    const parts = workbookParts([sheet], {
      strings: '<si><t>x</t></si>',
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    })
    const whole = zipped(parts)
    const names = Object.keys(parts)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.boolean(), changes, async (name, isInside, some) => {
        const inside = { ...parts, [name]: mutated(Buffer.from(parts[name] ?? ''), some) }
        await readHostile(isInside ? zipped(inside) : mutated(whole, some))
      }),
      { numRuns: 300 },
    )
  }, 30_000)

  it.each([
    ['quotes without end', '"'.repeat(2_000_000)],
    ['quotes and letters', `Name,Email\n${'"a"b'.repeat(400_000)}`],
    ['quotes and spaces', `Name,Email\n${'" '.repeat(600_000)},\n`],
    ['an opening quote a line', `Name,Email\n${'x,"y\n'.repeat(100_000)}`],
    ['delimiters', `Name,Email\n${',\n'.repeat(500_000)}`],
    ['angle brackets', '<'.repeat(500_000)],
    ['folded lines', `BEGIN:VCARD\nEMAIL:a\n${' b\n'.repeat(400_000)}`],
    ['a card of soft breaks', `BEGIN:VCARD\nFN;QUOTED-PRINTABLE:${'=\n'.repeat(400_000)}`],
    ['semicolons of a card', `BEGIN:VCARD\nN:${';'.repeat(1_000_000)}\nEMAIL:a@example.com\n`],
    ['at signs', `${'@'.repeat(300_000)}\n${'a@b, '.repeat(20_000)}`],
  ])(
    'D4: %s take no more than their length',
    async (_name, text) => {
      const start = performance.now()
      await readHostile(Buffer.from(text))
      // Far beyond what reading takes, and far below what anything that grows with the square would.
      expect(performance.now() - start).toBeLessThan(20_000)
    },
    30_000,
  )
})
