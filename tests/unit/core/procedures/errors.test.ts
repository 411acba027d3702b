import { eventIterator } from '@orpc/contract'
import { createRouterClient, implement, ORPCError } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { lineSchema, procedure, textSchema, wholeNumberSchema } from '../../../../electron/contract/base'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { refusalInterceptor } from '../../../../electron/core/procedures/errors'

const contract = {
  rename: procedure.input(
    z.object({ name: lineSchema(5), people: z.array(z.object({ age: z.number() })).default([]) }),
  ),
  limit: procedure.input(z.object({ line: lineSchema(5), text: textSchema(7), number: wholeNumberSchema(1, 90) })),
  changes: procedure.output(eventIterator(z.object({ n: z.number() }))),
}

function clientThatThrows(error: unknown) {
  const logged: { message: string; error: unknown }[] = []
  const os = implement(contract)
  const router = os.router({
    rename: os.rename.handler(() => {
      if (error !== undefined) throw error
    }),
    limit: os.limit.handler(() => undefined),
    changes: os.changes.handler(async function* () {
      yield { n: 1 }
      if (error !== undefined) throw error
    }),
  })
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (message: string, cause: unknown) => void logged.push({ message, error: cause }),
  }
  return { client: createRouterClient(router, { interceptors: [refusalInterceptor(log)] }), logged }
}

async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ORPCError)) throw error
  expect(error).toMatchObject({ code: 'REFUSED', status: 409, defined: true })
  return error.data
}

describe('what crosses to the window', () => {
  it('a refusal keeps code, params and fields', async () => {
    const thrown = new Refusal('HAS_TASKS', { count: 2 }, [{ field: 'ids.0', code: 'INVALID', params: { n: 1 } }])
    const { client, logged } = clientThatThrows(thrown)
    expect(await refusalOf(client.rename({ name: 'Ann' }))).toEqual({
      code: 'HAS_TASKS',
      params: { count: 2 },
      fields: [{ field: 'ids.0', code: 'INVALID', params: { n: 1 } }],
    })
    expect(logged).toEqual([])
  })

  it('an input the schema refuses names each field once, with the code of its first problem', async () => {
    const { client } = clientThatThrows(undefined)
    const input = { name: 'x\u0000'.repeat(4), people: [{ age: 1 }, { age: 'two' }] }
    // @ts-expect-error the window may send anything
    expect(await refusalOf(client.rename(input))).toEqual({
      code: 'INVALID_INPUT',
      params: {},
      fields: [
        { field: 'name', code: 'CONTROL_CHARACTERS' },
        { field: 'people.1.age', code: 'INVALID' },
      ],
    })
  })

  it.each([
    ['a little too much', 'sixsix', 91],
    ['far too much', 'x'.repeat(1_000), 1.5],
  ])('%s is refused with the limits that the schema knows', async (_, line, number) => {
    const { client } = clientThatThrows(undefined)
    expect(await refusalOf(client.limit({ line, text: 'eighteen', number }))).toMatchObject({
      fields: [
        { field: 'line', code: 'TOO_LONG', params: { maximum: 5 } },
        { field: 'text', code: 'TOO_LONG', params: { maximum: 7 } },
        { field: 'number', code: 'OUT_OF_RANGE', params: { minimum: 1, maximum: 90 } },
      ],
    })
  })

  it('names at most a hundred fields of a hostile input', async () => {
    const { client } = clientThatThrows(undefined)
    const people = Array.from({ length: 5_000 }, () => ({ age: 'old' }))
    // @ts-expect-error the window may send anything
    const data = await refusalOf(client.rename({ name: 'Ann', people }))
    expect(data).toMatchObject({ code: 'INVALID_INPUT', fields: expect.objectContaining({ length: 100 }) })
  })

  it('anything else is logged with its cause and crosses as INTERNAL without its words', async () => {
    const broken = new Error('SQLITE_ERROR: secret table')
    const { client, logged } = clientThatThrows(broken)
    const data = await refusalOf(client.rename({ name: 'Ann' }))
    expect(data).toEqual({ code: 'INTERNAL', params: {}, fields: [] })
    expect(JSON.stringify(data)).not.toContain('secret')
    expect(logged).toEqual([{ message: 'procedure rename failed', error: broken }])
  })

  it('an ORPCError a library throws does not cross as it is', async () => {
    const { client } = clientThatThrows(new ORPCError('FORBIDDEN', { message: 'inner words' }))
    expect(await refusalOf(client.rename({ name: 'Ann' }))).toEqual({ code: 'INTERNAL', params: {}, fields: [] })
  })

  it('an iterator that breaks midway ends with a refusal', async () => {
    const { client } = clientThatThrows(new Refusal('NOT_SIGNED_IN'))
    const iterator = await client.changes()
    expect(await iterator.next()).toEqual({ done: false, value: { n: 1 } })
    expect(await refusalOf(iterator.next())).toEqual({ code: 'NOT_SIGNED_IN', params: {}, fields: [] })
  })
})
