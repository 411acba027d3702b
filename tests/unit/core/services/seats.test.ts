import { expect, it } from 'vitest'
import { createPeopleService } from '../../../../electron/core/services/people/people'
import { createSeatsService } from '../../../../electron/core/services/seats'
import { DAY, openTestPortal } from '../../../support/core-context'
import { expectRefusal } from '../../../support/refusals'

it('Z6: says what becomes of the seats when all who are asked in come in, externals and partners left out', async () => {
  const context = await openTestPortal({ seat_limit: 5 })
  const seats = createSeatsService(context)
  await context.addPerson({ status: 'active' })
  await context.addPerson({ status: 'pending' })
  await context.addPerson({ status: 'pending', pending_reason: 'no-seat' })
  for (let each = 0; each < 3; each += 1) await context.addPerson({ status: 'invited' })
  await context.addPerson({ status: 'active', kind: 'external' })
  await context.addPerson({ status: 'active', kind: 'partner' })
  context.clock.advance(DAY)
  expect(await seats.forecast(context.administrator)).toEqual({
    limit: 5,
    used: 2,
    held: 0,
    pending: 2,
    waitingForSeat: 1,
    invited: 3,
    ifAllAccept: 7,
    short: 2,
    // Two came in within the last thirty days: three seats last for 45.
    reachedOn: '2026-04-17',
    reservations: [],
  })
})

it('Z6, N1: a seat reserved for a department is kept from everybody else and given to its own people', async () => {
  const context = await openTestPortal({ seat_limit: 2 })
  const seats = createSeatsService(context)
  const people = createPeopleService(context)
  const vera = context.administrator
  const sales = await context.addDepartment('Sales')
  await seats.reserve(vera, { departmentId: sales, seats: 1 })
  const outsider = await context.addPerson({ status: 'pending' })
  const insider = await context.addPerson({ status: 'pending', departmentIds: [sales] })
  const refused = await people.confirm(vera, { ids: [outsider.personId] })
  expect(refused.refused.map((each) => each.refusal.code)).toEqual(['NO_SEAT'])
  expect((await people.confirm(vera, { ids: [insider.personId] })).done).toHaveLength(1)
  expect((await seats.forecast(vera)).reservations).toEqual([
    { department: { id: sales, name: 'Sales' }, seats: 1, used: 1, invited: 0 },
  ])
  await seats.reserve(vera, { departmentId: sales, seats: null })
  expect((await seats.forecast(vera)).reservations).toEqual([])
  expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
    action: 'department.seats-reserved',
    details: '{"seats":0}',
  })
})

it('Z6: no more seats can be reserved than the plan has; the rights are those of the settings', async () => {
  const context = await openTestPortal({ seat_limit: 10 })
  const seats = createSeatsService(context)
  const sales = await context.addDepartment('Sales')
  const care = await context.addDepartment('Care')
  await seats.reserve(context.administrator, { departmentId: sales, seats: 6 })
  await expectRefusal(
    seats.reserve(context.administrator, { departmentId: care, seats: 5 }),
    'SEATS_RESERVED_TOO_MANY',
    {
      limit: 10,
      others: 6,
    },
  )
  const eve = await context.addPerson()
  await expectRefusal(seats.forecast(eve), 'NOT_ALLOWED')
  await expectRefusal(seats.reserve(eve, { departmentId: care, seats: 1 }), 'NOT_ALLOWED')
})
