import { type AddressProblem, readAddress } from '../domain/addresses'
import { NAME_MAXIMUM, readLine } from '../domain/lines'
import { foldName } from '../domain/names'
import { readPhone } from '../domain/phones'
import type { RowProblem } from '../domain/vocabulary'
import { addressesIn, numberAlone, partsOf, pathSteps } from './cell-parts'
import { type ColumnPlan, kindRank, type PlannedColumn, planOf } from './column-plan'
import { withoutApostrophe } from './csv-out'
import { splitFullName, type SplitName } from './person-names'
import type { PersonDraft, ReadRow, ReadTable } from './types'

/** As long as a position may be elsewhere in the product. */
const POSITION_MAXIMUM = 200
/** Departments or workgroups of one person that are read. */
const MOST_PLACES = 50
/**
 * Characters of a cell that are read: what one person has of anything is shorter, and taking a longer one apart would
 * hold up everything.
 */
const CELL_MAXIMUM = 4_000

export interface PersonRules {
  /** Reads national numbers (ISO 3166-1 alpha-2). */
  readonly country: string
  /** The name of the top department, with which a path may or may not begin. */
  readonly rootName: string
}

/** What a row says of a person (D4). Of a row with too many cells nothing is believed. Never throws. */
export function personOf(table: Pick<ReadTable, 'columns' | 'format'>, row: ReadRow, rules: PersonRules): PersonDraft {
  if (row.problem === 'TOO_MANY_CELLS') return { ...NOBODY, row: row.row, problems: ['TOO_MANY_CELLS'] }
  const problems = new Set<RowProblem>(row.problem === null ? [] : [row.problem])
  const plan = planOf(table)
  if (isCut(plan, row.cells)) problems.add('TOO_LONG')
  const cell = (column: PlannedColumn | undefined): string => cellOf(row.cells, column?.index ?? -1)
  const line = (text: string, maximum: number): string => {
    const reading = readLine(text.replaceAll(/\s+/gu, ' '), maximum, 'optional')
    if (reading.problem === 'TOO_LONG' || reading.problem === 'CONTROL_CHARACTERS') problems.add(reading.problem)
    return reading.line
  }
  const name = nameOf(plan, cell)
  const email = bestEmail(plan, row.cells)
  const phone = bestPhone(plan, row.cells, rules.country)
  if (email.problem !== null) problems.add(email.problem)
  if (phone.problem !== null) problems.add(phone.problem)
  if (email.email === null && phone.phone === null && problems.size === 0) problems.add('ADDRESS_REQUIRED')
  const departmentPaths = departmentsOf(plan, cell, rules.rootName).map((path) =>
    path.map((step) => line(step, NAME_MAXIMUM)).filter((step) => step !== ''),
  )
  return {
    row: row.row,
    firstName: line(name.firstName, NAME_MAXIMUM),
    lastName: line(name.lastName, NAME_MAXIMUM),
    email: email.email,
    phone: phone.phone,
    position: line(firstFilled(plan.position, cell), POSITION_MAXIMUM),
    departmentPaths: departmentPaths.filter((path) => path.length > 0),
    workgroups: workgroupsOf(plan, cell).map((group) => line(group, NAME_MAXIMUM)),
    status: statusOf(plan, cell),
    problems: [...problems],
  }
}

const NOBODY: Omit<PersonDraft, 'row' | 'problems'> = {
  firstName: '',
  lastName: '',
  email: null,
  phone: null,
  position: '',
  departmentPaths: [],
  workgroups: [],
  status: null,
}

/** Whether a cell that says something of the person is longer than is read. */
function isCut(plan: ColumnPlan, cells: readonly string[]): boolean {
  if (!cells.some((cell) => cell.length > CELL_MAXIMUM)) return false
  return Object.values(plan)
    .flat()
    .some(({ index }) => (cells[index] ?? '').trim().length > CELL_MAXIMUM)
}

type CellReader = (column: PlannedColumn | undefined) => string

function cellOf(cells: readonly string[], index: number): string {
  return withoutApostrophe((cells[index] ?? '').trim().slice(0, CELL_MAXIMUM)).trim()
}

function firstFilled(columns: readonly PlannedColumn[], cell: CellReader): string {
  for (const column of columns) {
    const text = cell(column)
    if (text !== '') return text
  }
  return ''
}

/** First, middle and last name where the file has them; else the whole name taken apart. */
function nameOf(plan: ColumnPlan, cell: CellReader): SplitName {
  const firstName = firstFilled(plan.firstName, cell)
  const lastName = firstFilled(plan.lastName, cell)
  if (firstName !== '' || lastName !== '') {
    return { firstName: `${firstName} ${firstFilled(plan.middleName, cell)}`.trim(), lastName }
  }
  for (const column of plan.fullName) {
    const name = cell(column)
    // Some programs write the address where they know no name.
    if (name === '' || readAddress(name).email !== null) continue
    const isRussianOrder = column.key.startsWith('фио') || column.key.startsWith('фамилия')
    return splitFullName(name, isRussianOrder ? 'last-first' : 'unknown')
  }
  return { firstName: '', lastName: '' }
}

/** Google joins several values of one cell so. */
const TRIPLE_COLON = /\s:::\s/u

/** Rank of work and home telephones. */
const DESK = 2

interface RankedValue {
  readonly text: string
  readonly rank: number
  readonly position: number
}

function valuesOf(columns: readonly PlannedColumn[], cells: readonly string[]): RankedValue[] {
  const values = columns.flatMap((column, position) =>
    cellOf(cells, column.index)
      .split(TRIPLE_COLON)
      .map((text) => ({ text: text.trim(), rank: rankOf(column, cells), position })),
  )
  return values
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => one.rank - other.rank || one.position - other.position)
}

/** What the label beside a value says of its kind counts more than its title, which says nothing. */
function rankOf(column: PlannedColumn, cells: readonly string[]): number {
  const label = column.labelAt < 0 ? '' : cellOf(cells, column.labelAt)
  if (label === '') return column.rank
  const kind = kindRank(label)
  // Work addresses come before those at home, while of telephones the mobile comes first.
  return /mail|почт/u.test(column.key) ? (kind === 2 ? 0 : kind === 3 ? 2 : 1) : kind
}

interface EmailChoice {
  readonly email: string | null
  readonly problem: AddressProblem | null
}

/** The first good address; where there is none, what is wrong with the first. */
function bestEmail(plan: ColumnPlan, cells: readonly string[]): EmailChoice {
  let problem: AddressProblem | null = null
  for (const { text } of valuesOf(plan.email, cells)) {
    for (const address of addressesIn(text)) {
      const reading = readAddress(address)
      if (reading.email !== null) return reading
      problem ??= reading.problem
    }
  }
  return { email: null, problem }
}

interface PhoneChoice {
  readonly phone: string | null
  readonly problem: 'PHONE_INVALID' | null
}

function bestPhone(plan: ColumnPlan, cells: readonly string[], country: string): PhoneChoice {
  let problem: PhoneChoice['problem'] = null
  for (const { text: value, rank } of valuesOf(plan.phone, cells)) {
    for (const part of partsOf(value, /[;,|]/u)) {
      const text = numberAlone(part)
      if (text === '') continue
      const phone = readPhone(text, country)
      if (phone !== null) return { phone, problem: null }
      // A desk telephone with its extension is no login; nothing is wrong with who has one.
      if (rank < DESK) problem = 'PHONE_INVALID'
    }
  }
  return { phone: null, problem }
}

/** All telephone numbers of a row as they are written, the mobile first (SM4). */
export function phoneTextsOf(table: Pick<ReadTable, 'columns' | 'format'>, row: ReadRow): readonly string[] {
  return valuesOf(planOf(table).phone, row.cells).map(({ text }) => numberAlone(text))
}

/** A path where there is one, else names. Both may be several. */
function departmentsOf(plan: ColumnPlan, cell: CellReader, rootName: string): readonly (readonly string[])[] {
  const separated = (text: string): string[] => partsOf(text, /\s:::\s|[;\n]/u)
  const paths = plan.departmentPath.flatMap((column) => separated(cell(column))).map(pathSteps)
  const names = plan.department
    .flatMap((column) => separated(cell(column)))
    .map((text) => (/^\/| [/>→\\] /u.test(text) ? pathSteps(text) : [text]))
  const root = foldName(rootName)
  const below = (each: readonly string[]): readonly string[] =>
    each.length > 0 && foldName(each[0] ?? '') === root ? each.slice(1) : each
  const found = paths.map(below).filter((path) => path.length > 0)
  return (found.length > 0 ? found : names.map(below)).slice(0, MOST_PLACES)
}

/** Labels of Google without those it makes itself (`* myContacts`), categories, groups. */
function workgroupsOf(plan: ColumnPlan, cell: CellReader): string[] {
  const all = plan.workgroups.flatMap((column) => partsOf(cell(column), /\s:::\s|[;,\n|]/u))
  const named = all.filter((each) => !each.startsWith('*'))
  return [...new Set(named.filter((each) => !/^(?:mycontacts|starred)$/iu.test(each)))].slice(0, MOST_PLACES)
}

const SUSPENDED =
  /^(?:suspended|archived|inactive|disabled|blocked|dismissed|terminated|deleted|former|left|false|no|0|приостановлен[ао]?|заблокирован[ао]?|неактив(?:ен|на|но)|отключ[её]н[ао]?|уволен[ао]?|ложь|нет)$/iu
const ACTIVE =
  /^(?:active|enabled|employed|current|true|yes|1|актив(?:ен|на|но)|включ[её]н[ао]?|работает|истина|да|действующий)$/iu
/** On the way in, and not there yet: nobody works there for having been invited. */
const INVITED =
  /^(?:invited|invitation sent|pending|pending (?:confirmation|approval|acceptance|invitation)|pendingacceptance|awaiting (?:confirmation|approval|acceptance)|приглаш[её]н[ао]?|жд[её]т(?: подтверждения)?|ожидает(?: подтверждения)?)$/iu

/** What most speaks against their working there: an account of Entra is enabled while its invitation still waits. */
function statusOf(plan: ColumnPlan, cell: CellReader): PersonDraft['status'] {
  const said = plan.status.map((column) => statusIn(column.title, cell(column)))
  return (['suspended', 'invited', 'active'] as const).find((status) => said.includes(status)) ?? null
}

function statusIn(title: string, text: string): PersonDraft['status'] {
  if (INVITED.test(text)) return 'invited'
  const says = ACTIVE.test(text) ? 'active' : SUSPENDED.test(text) ? 'suspended' : null
  // `Block sign in (Yes/No) [accountEnabled]` says yes to the opposite.
  const isInverted = /block/iu.test(title)
  if (says === null || !isInverted) return says
  return says === 'active' ? 'suspended' : 'active'
}
