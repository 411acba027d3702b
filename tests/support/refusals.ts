import { expect } from 'vitest'
import { Refusal, type RefusalCode, type RefusalParams } from '../../electron/core/domain/refusal'

/** What is thrown, as a Refusal; fails the test when it is none. */
export async function refusalOf(work: Promise<unknown> | (() => unknown)): Promise<Refusal> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('It was not refused')
}

/** Expects a refusal with this code and, where given, exactly these params. */
export async function expectRefusal(
  work: Promise<unknown> | (() => unknown),
  code: RefusalCode,
  params?: RefusalParams,
): Promise<void> {
  const refusal = await refusalOf(work)
  expect(refusal.code).toBe(code)
  if (params) expect(refusal.params).toEqual(params)
}
