import { z } from 'zod'
import { PAPERS } from '../core/domain/paper'
import {
  type Approval,
  APPROVALS,
  type CodeLife,
  DESK_LISTS,
  type DeskOutcome,
  LOCALES,
  PAPER_WAYS,
  type PasswordKind,
  type PersonStatus,
  SHEET_MARKS,
  type SheetMark,
  SLIP_FILTERS,
} from '../core/domain/vocabulary'
import {
  type BatchResult,
  idSchema,
  lineSchema,
  output,
  type Page,
  pageSchema,
  procedure,
  wholeNumberSchema,
} from './base'

/** A sheet as the desk shows it (Z3). */
export interface DeskSheet {
  /** Null where this link was never printed. */
  readonly sheetId: string | null
  readonly personId: string
  readonly name: string
  readonly departments: readonly string[]
  readonly status: PersonStatus
  /** Milliseconds UTC, as all times here. */
  readonly printedAt: number | null
  readonly handedOverAt: number | null
  readonly handedOverBy: string | null
  readonly returnedAt: number | null
  readonly returnedBy: string | null
}

/** What the desk did with a code (Z3). */
export interface DeskAnswer {
  readonly mark: SheetMark
  readonly outcome: DeskOutcome
  /** Whether the printed code still lets somebody in. */
  readonly life: CodeLife
  /** When it stopped: accepted, expired or withdrawn. */
  readonly endedAt: number | null
  /** Null for what is no sheet of anybody the operator may see (A2). */
  readonly sheet: DeskSheet | null
}

/** A mark set today. */
export interface DeskMark {
  readonly mark: SheetMark
  readonly at: number
  /** Null: whoever did it is gone. */
  readonly by: string | null
  readonly sheetId: string
  readonly personId: string
  readonly name: string
}

export interface DeskState {
  /** Sheets whose code works that were not given out yet. */
  readonly toHandOver: number
  /** Sheets given out without their receipt back. */
  readonly toReturn: number
  readonly handedOverToday: number
  readonly returnedToday: number
  /** Newest first: the last hundred of today. */
  readonly marks: readonly DeskMark[]
}

/** Somebody whose temporary password may be printed (Z4). */
export interface SlipPerson {
  readonly id: string
  readonly name: string
  /** What they sign in with. */
  readonly login: string
  readonly departments: readonly string[]
  readonly status: PersonStatus
  readonly password: PasswordKind
}

/** What became of a run of password slips: who has a new password on paper, and who has not. */
export interface SlipsResult extends BatchResult {
  /** False: nothing was printed or saved, and no password has changed. */
  readonly printed: boolean
  readonly file: string | null
}

/** An approval sheet that came out of the printer (Z10). */
export interface ApprovalSheet {
  readonly number: number
  readonly printedAt: number
  readonly printedBy: string | null
  /** Null: everyone who waited. */
  readonly department: string | null
  readonly people: number
  /** Of them, who still waits. */
  readonly waiting: number
}

/** Where somebody on an approval sheet stands now; `gone`: declined or deleted. */
export type ApprovalStanding = PersonStatus | 'gone'

export interface ApprovalLine {
  /** As printed, from 1. */
  readonly position: number
  readonly personId: string
  readonly name: string
  /** Empty for who is gone. */
  readonly address: string
  readonly departments: readonly string[]
  readonly standing: ApprovalStanding
  /** S1: has tasks, so cannot be declined. */
  readonly hasTasks: boolean
  /** Entered from this sheet. */
  readonly decision: Approval | null
  readonly decidedAt: number | null
}

export interface ApprovalPrinted {
  /** Null: nothing was printed. */
  readonly number: number | null
  readonly file: string | null
  readonly people: number
  /** Waiting people who had no room on the sheet. */
  readonly left: number
}

/** What became of a pass through a sheet: each decision done or refused with its reason. */
export interface ApprovalsResult {
  readonly approved: BatchResult['done']
  readonly declined: BatchResult['done']
  readonly refused: readonly (BatchResult['refused'][number] & { readonly decision: Approval })[]
}

const markSchema = z.enum(SHEET_MARKS)
const numberSchema = wholeNumberSchema(1, 1_000_000_000)
/** People on one run of slips. */
const slipIdsSchema = z.array(idSchema, { error: 'INVALID' }).min(1, 'REQUIRED').max(200, 'TOO_LONG')

export const desk = {
  /** Z3: what was scanned or typed, a code or a whole link. */
  mark: procedure
    .input(z.object({ text: z.string().max(2_000, 'TOO_LONG'), mark: markSchema }))
    .output(output<DeskAnswer>()),
  /** Takes a mark back. */
  takeBack: procedure.input(z.object({ sheetId: idSchema, mark: markSchema })),
  state: procedure.output(output<DeskState>()),
  /** Oldest printing first, or longest out first. */
  sheets: procedure.input(pageSchema.extend({ list: z.enum(DESK_LISTS) })).output(output<Page<DeskSheet>>()),
  /** Z4: who may be given a temporary password, by name. */
  slipPeople: procedure
    .input(
      pageSchema.extend({
        filter: z.enum(SLIP_FILTERS).default('without-own'),
        departmentId: idSchema.nullable().default(null),
        search: z.string().max(200, 'TOO_LONG').default(''),
      }),
    )
    .output(output<Page<SlipPerson>>()),
  /** Z4: new temporary passwords for these people, on paper or into a file and nowhere else. */
  printSlips: procedure
    .input(z.object({ ids: slipIdsSchema, paper: z.enum(PAPERS), way: z.enum(PAPER_WAYS) }))
    .output(output<SlipsResult>()),
  /** Z10: prints the list of those who wait, or of a department's. */
  printApproval: procedure
    .input(
      z.object({
        departmentId: idSchema.nullable(),
        paper: z.enum(PAPERS),
        locale: z.enum(LOCALES),
        way: z.enum(PAPER_WAYS),
      }),
    )
    .output(output<ApprovalPrinted>()),
  /** Newest first. */
  approvals: procedure.input(pageSchema).output(output<Page<ApprovalSheet>>()),
  /** That very list, in its order. */
  approval: procedure
    .input(z.object({ number: numberSchema }))
    .output(output<{ readonly sheet: ApprovalSheet; readonly lines: readonly ApprovalLine[] }>()),
  /** Enters the decisions of a sheet in one pass. */
  decide: procedure
    .input(
      z.object({
        number: numberSchema,
        decisions: z
          .array(
            z.object({
              personId: idSchema,
              decision: z.enum(APPROVALS),
              reason: lineSchema(500, 'optional').default(''),
            }),
          )
          .min(1, 'REQUIRED')
          .max(1_000, 'TOO_LONG'),
      }),
    )
    .output(output<ApprovalsResult>()),
}
