import type { ImportPreview, ImportReading, ImportRow, WorkProgress } from '../../../../electron/contract/file-sessions'

/** A file as the core understands it, for tests of the window. */
export function reading(change: Partial<ImportReading> = {}): ImportReading {
  return {
    id: 'session',
    fileName: 'people.csv',
    kind: 'text',
    format: 'table',
    encoding: 'utf-8',
    delimiter: ',',
    hasHeader: true,
    sheets: [],
    sheet: null,
    columns: [
      { index: 0, title: 'Name', field: 'fullName', samples: ['Ann Lee'] },
      { index: 1, title: 'Mail', field: 'email', samples: ['ann@x.example'] },
      { index: 2, title: 'Notes', field: null, samples: [] },
    ],
    rows: 3,
    ...change,
  }
}

export function progress(state: WorkProgress['state'], change: Partial<WorkProgress> = {}): WorkProgress {
  return { state, done: 0, total: 3, left: null, refusal: null, ...change }
}

export function preview(state: WorkProgress['state'], change: Partial<ImportPreview> = {}): ImportPreview {
  return {
    progress: progress(state),
    fates: { new: 2, active: 0, dismissed: 0, invited: 0, pending: 0, duplicate: 0, invalid: 1 },
    lookAlikes: 0,
    standings: { suspended: 0, 'not-in-yet': 0 },
    included: 2,
    newDepartments: [],
    overSeats: 0,
    ...change,
  }
}

export function row(number: number, change: Partial<ImportRow> = {}): ImportRow {
  return {
    row: number,
    name: `Person ${number}`,
    email: `person-${number}@x.example`,
    phone: null,
    position: '',
    departments: [],
    newDepartments: [],
    fate: 'new',
    person: null,
    problems: [],
    cells: [],
    lookAlikes: [],
    included: true,
    ...change,
  }
}
