import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROLES } from '../../../../electron/core/domain/vocabulary'
import { servedProcedures } from '../../../support/contract-calls'
import { computeAccess, openStage, type Row } from '../../../support/access-table'

const FILE = 'docs/access.md'
const HEAD = `# Who may do what

Every procedure that a window can call, and what each role gets from it (rules A1, A2, B1, X6). The table is made by
calling every procedure as every role, with well-formed input about something of the caller's own and about something of
somebody else's: \`UPDATE_DOCS=1 npx vitest run tests/unit/core/procedures/access-table.test.ts\` writes it, and the same
test fails where the code and this file differ.

- **yes** — allowed, as far as the state allows it (a person who is active cannot be confirmed, and so on)
- **part** — answered, with less told than an administrator is: of people only what they may see
- **own** — only themselves and what is their own: whom they invited, what they sent, the workgroups they are in
- **not administrators** — allowed, except where it touches an administrator (B1)
- **—** — refused

The portal asked is set up as a new one is: everyone may invite, everyone sees the structure, administrators edit it.
`
const SETTINGS = `
## What the settings change

What an employee gets where that differs, under Settings → Permissions (A1) and with inviting delegated (Z11): there to a
person, with their own departments and workgroups.
`

/** Of the other groups no procedure asks what the settings say about employees. */
const DEPENDING = servedProcedures.filter((procedure) =>
  /^(?:structure|workgroups|people|extranet|registering|bulk|invitations|openLink|sms|sheets|search)\./u.test(
    procedure,
  ),
)

type Variant = 'Administrators only invite' | 'Inviting delegated' | 'Structure closed' | 'Structure edited by everyone'

function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [['Procedure', ...columns], ...rows.map(([first = '', ...others]) => [`\`${first}\``, ...others])]
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = cells
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

async function employeeRows(variant: Variant): Promise<readonly Row[]> {
  const stage = await openStage()
  const { access } = stage.peer.portal
  await access.update(stage.actors.administrator, {
    whoMayInvite: variant.startsWith('Structure') ? 'everyone' : 'administrators',
    structureSeenBy: variant === 'Structure closed' ? 'administrators' : 'everyone',
    structureEditedBy: variant === 'Structure edited by everyone' ? 'everyone' : 'administrators',
  })
  if (variant === 'Inviting delegated') {
    await access.delegate(stage.actors.administrator, {
      holder: 'person',
      ofId: stage.actors.employee.personId,
      departments: 'own',
      workgroups: 'own',
      skipConfirmation: false,
    })
  }
  return await computeAccess(stage, ['employee'], DEPENDING)
}

it(
  'A1, A2, B1, X6: docs/access.md tells what really happens for every procedure and role, and nothing is refused to administrators',
  { timeout: 600_000 },
  async () => {
    const rows = await computeAccess(await openStage())
    // A call that nobody could ever make was asked about something that is not there.
    expect(rows.filter((row) => row.administrator === '—')).toEqual([])
    const variants: readonly Variant[] = [
      'Administrators only invite',
      'Inviting delegated',
      'Structure closed',
      'Structure edited by everyone',
    ]
    const varied: (readonly Row[])[] = []
    for (const variant of variants) varied.push(await employeeRows(variant))
    const differing = DEPENDING.map((procedure, at) => {
      const usual = rows.find((row) => row.procedure === procedure)?.employee ?? ''
      return [procedure, usual, ...varied.map((each) => each[at]?.employee ?? '')]
    }).filter(([, usual, ...others]) => others.some((outcome) => outcome !== usual))
    const written = [
      HEAD,
      tableOf(
        ROLES.map((role) => `${role.slice(0, 1).toUpperCase()}${role.slice(1)}`),
        rows.map((row) => [row.procedure, ...ROLES.map((role) => row[role])]),
      ),
      SETTINGS,
      `${tableOf(['Usually', ...variants], differing)}\n`,
    ].join('\n')
    if (process.env['UPDATE_DOCS']) writeFileSync(FILE, written)
    expect(readFileSync(FILE, 'utf8')).toBe(written)
  },
)
