import { describe, expect, it } from 'vitest'
import {
  dateFieldOf,
  endOfDateField,
  endOfDay,
  mergeForm,
  type OpenLinkForm,
  sameForm,
} from '../../../../src/screens/invite/link/open-link-form'

const base: OpenLinkForm = {
  enabled: true,
  requireConfirmation: true,
  greeting: 'Hello',
  validUntil: null,
  maximumRegistrations: null,
  departmentIds: ['a', 'b'],
  domains: ['example.com'],
}

describe('the open link being edited', () => {
  it('L2: the order of departments is no change', () => {
    expect(sameForm(base, { ...base, departmentIds: ['b', 'a'] })).toBe(true)
    expect(sameForm(base, { ...base, departmentIds: ['b'] })).toBe(false)
  })

  it.each([
    ['L1', { enabled: false }],
    ['L4', { requireConfirmation: false }],
    ['L5', { domains: ['example.com', '*.example.com'] }],
    ['L6', { greeting: 'Hi' }],
    ['L7', { validUntil: 1 }],
    ['L7', { maximumRegistrations: 5 }],
  ] satisfies [string, Partial<OpenLinkForm>][])('%s: a changed %j is seen', (_rule, change) => {
    expect(sameForm(base, { ...base, ...change })).toBe(false)
  })

  it('C4: what another window saved appears, and what is being typed here stays', () => {
    const typed = { ...base, greeting: 'Hello there' }
    const stored = { ...base, greeting: 'Bonjour', enabled: false }
    expect(mergeForm(typed, base, stored)).toEqual({ ...base, greeting: 'Hello there', enabled: false })
  })

  it('L7: a day is valid to its last millisecond here, and reads back as the same day', () => {
    const end = endOfDateField('2027-01-31')
    expect(end).toBe(new Date(2027, 0, 31, 23, 59, 59, 999).getTime())
    expect(end === null ? '' : dateFieldOf(end)).toBe('2027-01-31')
    expect(endOfDay(new Date(2027, 0, 31, 0, 0).getTime())).toBe(end)
  })

  it('L7: an emptied date field means no end', () => {
    expect(endOfDateField('')).toBeNull()
  })
})
