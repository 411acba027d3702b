import type { OpenLink } from '../../../../electron/contract/open-link'

/** What the operator edits of the open link (L1–L7). */
export interface OpenLinkForm {
  enabled: boolean
  requireConfirmation: boolean
  greeting: string
  /** Milliseconds UTC; the end of the chosen day on this computer. */
  validUntil: number | null
  maximumRegistrations: number | null
  departmentIds: string[]
  /** L5: in their own letters. */
  domains: string[]
}

export function formOf(link: OpenLink): OpenLinkForm {
  return {
    enabled: link.enabled,
    requireConfirmation: link.requireConfirmation,
    greeting: link.greeting,
    validUntil: link.validUntil,
    maximumRegistrations: link.maximumRegistrations,
    departmentIds: link.departments.map((each) => each.id),
    domains: [...link.domains],
  }
}

/** A copy that shares no list with the original. */
export function copyOf(form: OpenLinkForm): OpenLinkForm {
  return { ...form, departmentIds: [...form.departmentIds], domains: [...form.domains] }
}

export function sameForm(left: OpenLinkForm, right: OpenLinkForm): boolean {
  return (
    left.enabled === right.enabled &&
    left.requireConfirmation === right.requireConfirmation &&
    left.greeting === right.greeting &&
    left.validUntil === right.validUntil &&
    left.maximumRegistrations === right.maximumRegistrations &&
    sameSet(left.departmentIds, right.departmentIds) &&
    sameSet(left.domains, right.domains)
  )
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each))
}

/**
 * Brings what another window saved into the form without losing an edit: a value the operator has not touched since
 * `base` follows the store, a value they have touched stays.
 */
export function mergeForm(form: OpenLinkForm, base: OpenLinkForm, stored: OpenLinkForm): OpenLinkForm {
  const pick = <Key extends keyof OpenLinkForm>(key: Key): OpenLinkForm[Key] =>
    JSON.stringify(form[key]) === JSON.stringify(base[key]) ? stored[key] : form[key]
  return {
    enabled: pick('enabled'),
    requireConfirmation: pick('requireConfirmation'),
    greeting: pick('greeting'),
    validUntil: pick('validUntil'),
    maximumRegistrations: pick('maximumRegistrations'),
    departmentIds: pick('departmentIds'),
    domains: pick('domains'),
  }
}

/** A day is valid to its last millisecond, here where the operator chose it. */
export function endOfDay(milliseconds: number): number {
  const day = new Date(milliseconds)
  day.setHours(23, 59, 59, 999)
  return day.getTime()
}

/** The day of a moment here, as a date field takes it: `2027-01-31`. */
export function dateFieldOf(milliseconds: number): string {
  const day = new Date(milliseconds)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The last moment of the day in a date field; null for an empty one. */
export function endOfDateField(value: string): number | null {
  const day = /^(\d{4,6})-(\d\d)-(\d\d)$/u.exec(value)
  if (!day) return null
  return endOfDay(new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])).getTime())
}
