import Connection from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { insertPeople } from '../../../../electron/core/store/invitations'
import type { PersonTable } from '../../../../electron/core/store/schema'
import { openTestPortal } from '../../../support/core-context'

const newcomer = (name: string): Omit<PersonTable, 'number' | 'invited_on'> => ({
  id: name,
  kind: 'employee',
  status: 'invited',
  administrator: 0,
  first_name: name,
  last_name: '',
  name,
  sort_name: name,
  email: `${name}@aurora.example`,
  phone: null,
  address: `${name}@aurora.example`,
  position: '',
  locale: 'en',
  pending_reason: null,
  invited_by: null,
  invited_at: 0,
  joined_at: null,
  dismissed_at: null,
  delivery_failed: 0,
  created_at: 0,
  partner_company: null,
  sponsor_id: null,
  ends_on: null,
  end_noticed_at: null,
  starts_on: null,
  unproved: null,
  name_key: name,
  email_key: null,
})

async function openSearched() {
  const context = await openTestPortal()
  const look = new Connection(context.file, { readonly: true })
  onTestFinished(() => void look.close())
  return {
    ...context,
    found: (words: string): number =>
      Number(look.prepare('SELECT count(*) FROM person_search(?)').pluck().get(`"${words}"`)),
    waiting: (): number => Number(look.prepare('SELECT count(*) FROM person_to_find').pluck().get()),
    file: context.file,
  }
}

it('D2: whoever is written, changed or removed is found so as soon as the transaction ends, however many they are', async () => {
  const { found, store, waiting } = await openSearched()
  const many = Array.from({ length: 333 }, (_, index) => newcomer(`harbour-${index}`))
  await store.write((writer) => insertPeople(writer, many))
  expect(found('harbour')).toBe(333)
  await store.write(async (writer) => {
    await writer.updateTable('person').set({ position: 'Ведущий Ёжик' }).where('id', '=', 'harbour-7').execute()
    await writer.updateTable('person').set({ email: 'new@aurora.example' }).where('id', '=', 'harbour-8').execute()
    await writer.deleteFrom('person').where('id', 'in', ['harbour-9', 'harbour-332']).execute()
    // Takes the number that has just become free.
    await insertPeople(writer, [newcomer('lantern')])
  })
  expect([found('harbour-9@'), found('harbour-332@'), found('lantern')]).toEqual([0, 0, 1])
  expect([found('ежик'), found('harbour-8@'), found('new@aurora')]).toEqual([1, 0, 1])
  expect([found('harbour'), waiting()]).toEqual([331, 0])
})

it('D2, S5: a transaction that fails leaves the search as it was', async () => {
  const { found, store, waiting } = await openSearched()
  const failing = store.write(async (writer) => {
    await insertPeople(writer, [newcomer('harbour')])
    await writer.updateTable('person').set({ position: 'Lantern' }).execute()
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect([found('harbour'), found('lantern'), found('vera'), waiting()]).toEqual([0, 0, 1, 0])
})

it('D2: people written past the store, as by a migration, are found from its next transaction on', async () => {
  const { file, found, store } = await openSearched()
  const other = new Connection(file)
  other.exec("UPDATE person SET position = 'Lighthouse keeper'")
  other.close()
  await store.write(async () => {})
  expect([found('lighthouse'), found('vera')]).toEqual([1, 1])
})
