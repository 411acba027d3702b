import { z } from 'zod'
import { readAddress } from '../core/domain/addresses'
import { readLine } from '../core/domain/lines'
import type { RefusalData } from './procedure'

export { output, procedure, type RefusalData } from './procedure'

/** The error messages of these schemas are FIELD_CODES, so that the window can say them in its language. */
export const idSchema = z.uuid({ error: 'INVALID' })
export const idsSchema = z.array(idSchema, { error: 'INVALID' }).min(1, 'REQUIRED').max(10_000, 'TOO_LONG')
export const someIdsSchema = z.array(idSchema, { error: 'INVALID' }).max(1_000, 'TOO_LONG')

/** One line of text as domain/lines.ts reads it; `maximum` in UTF-16 code units. */
export function lineSchema(maximum: number, needed: 'required' | 'optional' = 'required') {
  return z
    .string({ error: 'REQUIRED' })
    .refine((text) => text.length <= maximum * 2, { error: 'TOO_LONG', params: { maximum } })
    .transform((text, context) => {
      const { line, problem } = readLine(text, maximum, needed)
      if (problem === null) return line
      context.addIssue({ code: 'custom', message: problem, params: problem === 'TOO_LONG' ? { maximum } : {} })
      return z.NEVER
    })
}

/** Text with line breaks; `maximum` in UTF-16 code units. Half a character would break whatever it is joined to. */
export function textSchema(maximum: number) {
  return z
    .string({ error: 'REQUIRED' })
    .max(maximum, 'TOO_LONG')
    .refine((text) => !/\p{Cs}/u.test(text), 'CONTROL_CHARACTERS')
}

/** A whole number between two others, which the refusal names both. */
export function wholeNumberSchema(minimum: number, maximum: number) {
  return z
    .number({ error: 'REQUIRED' })
    .refine((number) => Number.isInteger(number) && number >= minimum && number <= maximum, {
      error: 'OUT_OF_RANGE',
      params: { minimum, maximum },
    })
}

export const nameSchema = lineSchema(100)
export const optionalNameSchema = lineSchema(100, 'optional')
/** Syntax is read by the domain (addresses.ts); here only the size is bounded. */
export const addressSchema = lineSchema(320)
/** An e-mail address read here already, so that it is marked together with the fields that the schema refuses. */
export const emailSchema = addressSchema.superRefine((text, context) => {
  const { problem } = readAddress(text)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})
export const passwordSchema = z.string({ error: 'REQUIRED' }).min(1, 'REQUIRED').max(256, 'TOO_LONG')

/** A page is asked for with the cursor that the page before gave; lists page by key, never by offset. */
export const pageSchema = z.object({
  cursor: z.string().max(2_000, 'TOO_LONG').nullable().default(null),
  limit: wholeNumberSchema(1, 200).default(50),
})
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
}

/** The outcome of one act on many people: each is either done or refused with its reason. */
export interface BatchResult {
  readonly done: readonly { readonly id: string; readonly name: string }[]
  readonly refused: readonly {
    readonly id: string
    readonly name: string
    readonly refusal: RefusalData
  }[]
}
