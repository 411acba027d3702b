import { describe, expect, it } from 'vitest'
import { SELECTION_LIMIT, usePeopleSelection } from '../../../../src/screens/employees/use-people-selection'
import { personRow, personRows } from './people'

describe('the people ticked', () => {
  it('D2: Shift ticks everything from the last ticked one', () => {
    const rows = personRows(1, 10)
    const selection = usePeopleSelection()
    selection.toggle(personRow(7))
    selection.extendTo(personRow(4), rows)
    expect(selection.people.value.map((row) => row.name).sort()).toEqual([
      'Person 4',
      'Person 5',
      'Person 6',
      'Person 7',
    ])
  })

  it('C4: people stay ticked when the list is renewed, with the acts allowed now', () => {
    const selection = usePeopleSelection()
    selection.toggle(personRow(1))
    selection.refresh([personRow(1, { status: 'pending', actions: ['confirm'] }), personRow(2)])
    expect(selection.people.value).toHaveLength(1)
    expect(selection.people.value[0]?.actions).toEqual(['confirm'])
  })

  it('D2: no more people are ticked than one act takes', () => {
    const selection = usePeopleSelection()
    selection.set(personRows(1, SELECTION_LIMIT + 5), true)
    expect(selection.people.value).toHaveLength(SELECTION_LIMIT)
  })

  it('S2: whoever is gone is no longer ticked', () => {
    const selection = usePeopleSelection()
    selection.set(personRows(1, 3), true)
    selection.drop([personRow(2).id])
    expect(selection.people.value.map((row) => row.name)).toEqual(['Person 1', 'Person 3'])
    selection.clear()
    expect(selection.people.value).toEqual([])
  })
})
