import { mapEventIterator, ORPCError } from '@orpc/client'
import { ValidationError } from '@orpc/contract'
import type { z } from 'zod'
import type { RefusalData } from '../../contract/base'
import { FIELD_CODES, type FieldCode, Refusal } from '../domain/refusal'
import type { Log } from '../services/ports'

/** A hostile input can be wrong in a million places; a form shows a handful. */
const MOST_FIELDS = 100

interface Call<Result> {
  readonly path: readonly string[]
  readonly signal?: AbortSignal
  next(): Promise<Result>
}

/**
 * The interceptor around every procedure: whatever is thrown, only the contract's REFUSED crosses to the window.
 * Refusals keep code, params and fields; an input the schema refused becomes INVALID_INPUT with a problem for each
 * field; anything else is logged with its cause and crosses as INTERNAL, without a word of what broke.
 */
export function refusalInterceptor(log: Log) {
  return async <Result>(call: Call<Result>): Promise<Result> => {
    const translate = (error: unknown): unknown => {
      if (call.signal?.aborted) return error
      const refusal = refusalFrom(error)
      if (refusal.code === 'INTERNAL') log.error(`procedure ${call.path.join('.')} failed`, error)
      return refused(refusal)
    }
    try {
      const result = await call.next()
      return isAsyncIterator(result)
        ? (mapEventIterator(result, {
            value: async (each) => each,
            error: async (error) => translate(error),
          }) as Result)
        : result
    } catch (error) {
      throw translate(error)
    }
  }
}

/** What the window may learn of any error; INTERNAL for all that is no refusal. */
export function refusalFrom(error: unknown): RefusalData {
  if (error instanceof Refusal) {
    return {
      code: error.code,
      params: { ...error.params },
      fields: error.fields.map(({ field, code, params }) =>
        params ? { field, code, params: { ...params } } : { field, code },
      ),
    }
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    return { code: 'INVALID_INPUT', params: {}, fields: fieldsOf(error.cause) }
  }
  return { code: 'INTERNAL', params: {}, fields: [] }
}

function refused(data: RefusalData): ORPCError<'REFUSED', RefusalData> {
  return new ORPCError('REFUSED', { defined: true, status: 409, message: data.code, data })
}

function fieldsOf(error: ValidationError): RefusalData['fields'] {
  const fields = new Map<string, RefusalData['fields'][number]>()
  for (const issue of error.issues as readonly z.core.$ZodIssue[]) {
    if (fields.size === MOST_FIELDS) break
    const field = issue.path.map(String).join('.')
    // The first problem of a field is the one a person can act on; the later ones follow from it.
    if (!fields.has(field)) {
      const code = isFieldCode(issue.message) ? issue.message : 'INVALID'
      fields.set(field, { field, code, ...limitsOf(issue) })
    }
  }
  return [...fields.values()]
}

/** The limits that the schema knows, for the words: its own, or how long a text may be. */
function limitsOf(issue: z.core.$ZodIssue): Pick<RefusalData['fields'][number], 'params'> {
  if (issue.code === 'too_big' && issue.origin === 'string') return { params: { maximum: Number(issue.maximum) } }
  return issue.code === 'custom' && issue.params?.['maximum'] ? { params: issue.params } : {}
}

function isFieldCode(text: string): text is FieldCode {
  return (FIELD_CODES as readonly string[]).includes(text)
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
