// What is printed, and what the desk does with it when it comes back.
import { LOCALES } from './portal'

/** What an invitation may be printed on (Q2): a page of its own, cards, or sheets of labels by their maker's number. */
export const SHEET_LAYOUTS = ['letter', 'cards', 'L7160', 'L7163', '5160'] as const
export type SheetLayout = (typeof SHEET_LAYOUTS)[number]

/** The language of a sheet: that of each invitation, or one for all. */
export const SHEET_LANGUAGES = ['own', ...LOCALES] as const

/** Sheets that are printed at once at most: more than a printer holds paper for. */
export const MOST_SHEETS = 2_000

/** What is being done: codes and texts are drawn, then the pages are laid out for the printer. */
export const SHEET_STAGES = ['drawing', 'pages'] as const
export type SheetStage = (typeof SHEET_STAGES)[number]

/** Why somebody gets no sheet. `gone`: there is no such person, or the operator may not see them. */
export const LEFT_OUT_REASONS = ['expired', 'in', 'pending', 'dismissed', 'no-link', 'gone'] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** What the hand-over desk marks a sheet with: it was given out, or its signed receipt came back (Z3). */
export const SHEET_MARKS = ['handed-over', 'returned'] as const
export type SheetMark = (typeof SHEET_MARKS)[number]

/** Why a printed code does not work any more, or never will here; `live`: it works (Z3, J4). */
export const CODE_LIVES = ['live', 'accepted', 'replaced', 'expired', 'withdrawn'] as const
export type CodeLife = (typeof CODE_LIVES)[number]

/** What the desk answers to a code (Z3). */
export const DESK_OUTCOMES = [
  'marked',
  'already',
  'not-printed',
  'accepted',
  'replaced',
  'expired',
  'withdrawn',
  'open-link',
  'unknown',
  'no-code',
] as const
export type DeskOutcome = (typeof DESK_OUTCOMES)[number]

/** Sheets the desk still waits for: not given out yet, or given out without their receipt back (Z3). */
export const DESK_LISTS = ['to-hand-over', 'to-return'] as const
export type DeskList = (typeof DESK_LISTS)[number]

/** Whose passwords are offered to be printed: of people without one of their own, or of everybody who may have one (Z4). */
export const SLIP_FILTERS = ['without-own', 'all'] as const
export type SlipFilter = (typeof SLIP_FILTERS)[number]

/** Where a page goes: to the system's print dialog, or into a PDF file. */
export const PAPER_WAYS = ['print', 'pdf'] as const
export type PaperWay = (typeof PAPER_WAYS)[number]

/** What a manager decides about a line of an approval sheet (Z10). */
export const APPROVALS = ['approve', 'decline'] as const
export type Approval = (typeof APPROVALS)[number]
