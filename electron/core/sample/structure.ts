/** A department of the sample company, with the positions its people have; the first is its head's. */
export interface SampleDepartment {
  readonly name: string
  readonly people: number
  readonly positions: readonly [string, ...string[]]
  readonly below?: readonly SampleDepartment[]
}

export const COMPANY_NAME = 'Halden & Orlov Instruments'

/** Thirty departments on four levels. */
export const COMPANY: SampleDepartment = {
  name: COMPANY_NAME,
  people: 1,
  positions: ['Managing director'],
  below: [
    { name: 'Management office', people: 5, positions: ['Head of office', 'Executive assistant', 'Legal counsel'] },
    {
      name: 'Research and development',
      people: 3,
      positions: ['Director of development', 'Programme manager', 'Patent engineer'],
      below: [
        {
          name: 'Optics',
          people: 4,
          positions: ['Head of optics', 'Optical engineer'],
          below: [
            { name: 'Lens design', people: 9, positions: ['Team lead', 'Lens designer', 'Simulation engineer'] },
            { name: 'Coatings', people: 7, positions: ['Team lead', 'Coating technologist', 'Laboratory technician'] },
          ],
        },
        {
          name: 'Electronics',
          people: 10,
          positions: ['Head of electronics', 'Hardware engineer', 'Layout designer', 'Test engineer'],
          below: [{ name: 'Firmware', people: 9, positions: ['Team lead', 'Firmware engineer'] }],
        },
        {
          name: 'Software',
          people: 4,
          positions: ['Head of software', 'Software architect', 'Product designer'],
          below: [
            {
              name: 'Desktop applications',
              people: 12,
              positions: ['Team lead', 'Software engineer', 'Test engineer'],
            },
            {
              name: 'Cloud services',
              people: 11,
              positions: ['Team lead', 'Software engineer', 'Site reliability engineer'],
            },
          ],
        },
        { name: 'Quality assurance', people: 9, positions: ['Head of quality', 'Quality engineer', 'Auditor'] },
      ],
    },
    {
      name: 'Production',
      people: 4,
      positions: ['Director of production', 'Production planner'],
      below: [
        { name: 'Assembly', people: 38, positions: ['Shift lead', 'Assembly technician', 'Precision mechanic'] },
        { name: 'Calibration laboratory', people: 14, positions: ['Head of laboratory', 'Calibration technician'] },
        { name: 'Warehouse', people: 15, positions: ['Warehouse manager', 'Warehouse clerk', 'Dispatcher'] },
        { name: 'Procurement', people: 8, positions: ['Head of procurement', 'Buyer'] },
      ],
    },
    {
      name: 'Sales',
      people: 4,
      positions: ['Director of sales', 'Sales analyst'],
      below: [
        { name: 'Sales Europe', people: 16, positions: ['Regional manager', 'Account manager', 'Sales engineer'] },
        {
          name: 'Sales Central Asia',
          people: 13,
          positions: ['Regional manager', 'Account manager', 'Sales engineer'],
        },
        { name: 'Partner sales', people: 7, positions: ['Partner manager', 'Partner consultant'] },
      ],
    },
    {
      name: 'Customer service',
      people: 3,
      positions: ['Director of service', 'Service coordinator'],
      below: [
        { name: 'Help desk', people: 15, positions: ['Team lead', 'Support specialist'] },
        { name: 'Field engineers', people: 18, positions: ['Team lead', 'Field engineer'] },
      ],
    },
    { name: 'Marketing', people: 12, positions: ['Head of marketing', 'Content editor', 'Event manager', 'Designer'] },
    {
      name: 'Finance',
      people: 3,
      positions: ['Director of finance', 'Treasurer'],
      below: [
        { name: 'Accounting', people: 10, positions: ['Chief accountant', 'Accountant', 'Payroll specialist'] },
        { name: 'Controlling', people: 5, positions: ['Head of controlling', 'Controller'] },
      ],
    },
    {
      name: 'People and culture',
      people: 6,
      positions: ['Head of people', 'People partner', 'Training manager'],
      below: [{ name: 'Recruiting', people: 5, positions: ['Head of recruiting', 'Recruiter'] }],
    },
  ],
}

export const WORKGROUPS: readonly { readonly name: string; readonly description: string; readonly members: number }[] =
  [
    { name: 'New microscope', description: 'Everything for the launch of the next product.', members: 22 },
    { name: 'Website relaunch', description: 'New site in both languages.', members: 9 },
    { name: 'ISO 9001 audit', description: 'Preparing the yearly audit.', members: 12 },
    { name: 'Green team', description: 'Less waste in production and in the offices.', members: 16 },
    {
      name: 'Onboarding buddies',
      description: 'Colleagues who look after newcomers in their first weeks.',
      members: 14,
    },
    { name: 'Trade fair', description: 'Stand, travel and demonstrations.', members: 11 },
  ]

export const TASKS: readonly [string, ...string[]] = [
  'Issue laptop',
  'Sign contract',
  'Hand over badge and keys',
  'Safety briefing',
  'Add to payroll',
  'Meet the buddy',
]

export const GREETING =
  'Welcome to Halden & Orlov!\nRegister here with your own address. We confirm newcomers every morning.'
