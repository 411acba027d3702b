import type { SheetLayout } from './vocabulary'

/** How much of a code may be damaged and it is still read: M about a seventh, Q a quarter, for rough handling (Q4). */
export const CORRECTIONS = ['M', 'Q'] as const
export type Correction = (typeof CORRECTIONS)[number]

/** Modules left white around a code (Q4). */
export const QUIET_ZONE = 4
/** Smallest module that an ordinary phone reads, in millimetres (Q4). */
export const SMALLEST_MODULE = 0.5

/** Side of the square a layout keeps for its code, quiet zone and all, in millimetres. */
const SIDES: Readonly<Record<SheetLayout, number>> = { letter: 54, cards: 40, L7160: 30, L7163: 34, '5160': 23.4 }

export function codeSide(layout: SheetLayout): number {
  return SIDES[layout]
}

/** Size of one module, in millimetres, of a code of `modules` by `modules` with its quiet zone on a layout. */
export function moduleSize(layout: SheetLayout, modules: number): number {
  return codeSide(layout) / (modules + 2 * QUIET_ZONE)
}

/** Q4: whether an ordinary phone reads such a code on this layout. */
export function isReadable(layout: SheetLayout, modules: number): boolean {
  return moduleSize(layout, modules) >= SMALLEST_MODULE
}
