/** What a file of people is for: to be taken in (D4), or to be compared with the directory (Z5). */
export type Mode = 'import' | 'reconcile'
