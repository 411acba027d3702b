import { describe, expect, it } from 'vitest'
import { idOf, readPeopleQuery, sortedBy, writePeopleQuery } from '../../../../src/screens/employees/people-query'

const DEPARTMENT = '0190a000-0000-7000-8000-000000000001'

describe('the Employees list in the route', () => {
  it('C3: the link of a counter opens the list filtered', () => {
    expect(readPeopleQuery({ filter: 'pending' }).filter).toBe('pending')
    expect(readPeopleQuery({ filter: 'invited', department: DEPARTMENT })).toMatchObject({
      filter: 'invited',
      departmentId: DEPARTMENT,
    })
  })

  it('D2: what is unknown falls back to the plain list instead of reaching the core', () => {
    expect(readPeopleQuery({ filter: 'gone', department: "1' OR 1=1", sort: '-nothing' })).toEqual({
      filter: 'all',
      departmentId: null,
      search: '',
      sort: 'name',
      descending: false,
    })
    expect(readPeopleQuery({ search: 'x'.repeat(500) }).search).toHaveLength(200)
    expect(idOf([DEPARTMENT, 'second'])).toBe(DEPARTMENT)
    expect(idOf('not-an-id')).toBeNull()
  })

  it('D2: a list survives the way through the route, and the plain one leaves no trace in it', () => {
    const list = {
      filter: 'active',
      departmentId: DEPARTMENT,
      search: 'ann',
      sort: 'invitedOn',
      descending: true,
    } as const
    const written = writePeopleQuery(list)
    expect(readPeopleQuery(written as Record<string, string>)).toEqual(list)
    expect(writePeopleQuery(readPeopleQuery({}))).toEqual({})
  })

  it('D2: a second press on a header turns the order round, another header starts ascending', () => {
    const byName = readPeopleQuery({})
    const turned = sortedBy(byName, 'name')
    expect(turned).toMatchObject({ sort: 'name', descending: true })
    expect(sortedBy(turned, 'name').descending).toBe(false)
    expect(sortedBy(turned, 'status')).toMatchObject({ sort: 'status', descending: false })
  })
})
