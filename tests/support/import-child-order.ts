/** What the process that is killed in the middle of its work gets to know, as JSON. */
export interface ImportChildOrder {
  readonly purpose: 'import' | 'bulk'
  readonly file: string
  readonly backupFolder: string
  readonly administrator: { readonly personId: string; readonly name: string; readonly role: 'administrator' }
  readonly text: string
}
