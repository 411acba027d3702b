/** Files with people: CSV, XLSX, vCard and pasted lists in; CSV out (D4). */
export * from './types'
export { readImportFile } from './read-file'
export { personOf, phoneTextsOf } from './people-rows'
export { type CsvDelimiter, csvBytes, csvCell, csvRow } from './csv-out'
