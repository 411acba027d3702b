import type { ImportReading } from '../../../electron/contract/file-sessions'

const KINDS = ['email', 'phone'] as const
export type AddressKind = (typeof KINDS)[number]

/** What people of the file can be reached by, as its columns are taken now: e-mail, phone, both or neither. */
export function addressKinds(reading: Pick<ImportReading, 'columns'>): readonly AddressKind[] {
  return KINDS.filter((kind) => reading.columns.some(({ field }) => field === kind))
}
