import type { Template } from '../../../../electron/contract/templates'

/** The name of a text's form among all the forms of the settings. */
export function formOf({ kind, locale }: Pick<Template, 'kind' | 'locale'>): string {
  return `template ${kind} ${locale}`
}
