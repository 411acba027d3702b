import { expect, it } from 'vitest'
import { insertRows } from '../../../../electron/core/store/dialects/kept-inserts'
import type { Writer } from '../../../../electron/core/store/store'
import { openTestPortal } from '../../../support/core-context'

const row = (name: string) => ({ id: name, name, description: '', created_at: 0 })

it('S5: rows inserted one by one belong to the transaction under way, and go with it where it fails', async () => {
  const { store } = await openTestPortal()
  const names = async () =>
    (await store.reader.selectFrom('workgroup').select('name').orderBy('name').execute()).map((each) => each.name)
  await store.write((writer) => insertRows(writer, 'workgroup', [row('one'), { ...row('two'), owner_id: undefined }]))
  expect(await names()).toEqual(['one', 'two'])
  const failing = store.write(async (writer) => {
    await insertRows(writer, 'workgroup', [row('three'), row('one')])
  })
  await expect(failing).rejects.toThrow()
  expect(await names()).toEqual(['one', 'two'])
})

it('S5: many rows are all there in their order, whichever of their columns each leaves out', async () => {
  const { store } = await openTestPortal()
  const rows = Array.from({ length: 123 }, (_, index) => ({
    ...row(`group ${String(index).padStart(3, '0')}`),
    ...(index % 50 === 49 ? { allow_external: 1 as const } : {}),
  }))
  await store.write((writer) => insertRows(writer, 'workgroup', rows))
  const kept = await store.reader.selectFrom('workgroup').select(['id', 'allow_external']).orderBy('id').execute()
  expect(kept).toEqual(rows.map(({ id }, index) => ({ id, allow_external: index % 50 === 49 ? 1 : 0 })))
})

it('S5: a transaction that is over takes no more rows', async () => {
  const { store } = await openTestPortal()
  const kept: Writer[] = []
  await store.write(async (writer) => void kept.push(writer))
  const [over] = kept
  if (!over) throw new Error('no transaction was seen')
  await expect(insertRows(over, 'workgroup', [row('late')])).rejects.toThrow('a transaction of the store alone')
  expect(await store.reader.selectFrom('workgroup').selectAll().execute()).toEqual([])
})
