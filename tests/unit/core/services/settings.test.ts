import { expect, it } from 'vitest'
import { createSettingsService } from '../../../../electron/core/services/settings'
import { openTestPortal } from '../../../support/core-context'
import { expectRefusal } from '../../../support/refusals'

const INVITATIONS = {
  requireConfirmation: false,
  expiryDays: 14,
  addressSeparator: 'semicolon',
  draftFormat: 'file',
  reminderDays: 5,
  reminderTimes: 3,
  tellInviter: false,
} as const

it('H4, N2, A4, R2: settings are kept, told and recorded with what changed alone', async () => {
  const context = await openTestPortal()
  const settings = createSettingsService(context)
  const vera = context.administrator
  await settings.updatePortal(vera, { name: 'Borealis', locale: 'en', country: 'DE' })
  await settings.updateInvitations(vera, INVITATIONS)
  await settings.updatePlan(vera, { plan: 'basic', seatLimit: 25 })
  await settings.updateSecurity(vera, { idleLockMinutes: 0 })
  await settings.updateTemporaryPasswords(vera, { days: 3 })
  await settings.updateBackups(vera, { days: 30 })
  expect(await settings.get(vera)).toEqual({
    portal: { name: 'Borealis', locale: 'en', country: 'DE' },
    invitations: INVITATIONS,
    plan: {
      plan: 'basic',
      seatLimit: 25,
      seatsUsed: 1,
      limits: { free: null, basic: 25, standard: null, professional: null, enterprise: null },
    },
    guests: { days: 90, noticeDays: 7 },
    security: { idleLockMinutes: 0, temporaryPasswordDays: 3 },
    backups: { days: 30 },
  })
  expect((await context.rowsOf('audit')).map((row) => 'details' in row && row.details)).toEqual([
    '{"before":"Aurora"}',
    '{"name":"Borealis"}',
    '{"require_confirmation":0,"expiry_days":14,"address_separator":"semicolon","draft_format":"file","reminder_days":5,"reminder_times":3,"tell_inviter":0}',
    '{"plan":"basic","seat_limit":25}',
    '{"idle_lock_minutes":0}',
    '{"temporary_password_days":3}',
    '{"backup_days":30}',
  ])
  expect(context.announced.flat()).toContain('settings')
})

it('D1, H1: the root department follows the portal to a new name while it bears the old one', async () => {
  const context = await openTestPortal()
  const settings = createSettingsService(context)
  const vera = context.administrator
  const { store } = context
  const { name } = await store.reader.selectFrom('portal').select('name').executeTakeFirstOrThrow()
  const rename = (next: string) => settings.updatePortal(vera, { name: next, locale: 'en', country: 'DE' })
  const setRoot = (next: string) =>
    store.write((writer) =>
      writer.updateTable('department').set({ name: next }).where('parent_id', 'is', null).execute(),
    )
  const root = async () =>
    (
      await store.reader
        .selectFrom('department')
        .select('name')
        .where('parent_id', 'is', null)
        .executeTakeFirstOrThrow()
    ).name

  await setRoot(name)
  await rename('Borealis')
  expect(await root()).toBe('Borealis')
  expect((await context.rowsOf('audit')).map((row) => 'action' in row && row.action)).toEqual([
    'department.renamed',
    'portal.changed',
  ])
  expect(context.announced.flat()).toContain('structure')

  await setRoot('Head office')
  await rename('Zephyr')
  expect(await root()).toBe('Head office')
})

it('H1: saving what is already so leaves no entry and tells nobody', async () => {
  const context = await openTestPortal()
  const settings = createSettingsService(context)
  await settings.updateSecurity(context.administrator, { idleLockMinutes: 15 })
  expect(await context.rowsOf('audit')).toEqual([])
  expect(context.announced).toEqual([])
})

it('A2: an employee neither sees nor changes settings; a partner does both', async () => {
  const context = await openTestPortal()
  const settings = createSettingsService(context)
  const eve = await context.addPerson()
  const partner = await context.addPerson({ kind: 'partner' })
  await expectRefusal(settings.get(eve), 'NOT_ALLOWED')
  await expectRefusal(settings.updatePortal(eve, { name: 'X', locale: 'en', country: 'DE' }), 'NOT_ALLOWED')
  await expectRefusal(settings.updateInvitations(eve, INVITATIONS), 'NOT_ALLOWED')
  await expectRefusal(settings.updatePlan(eve, { plan: 'free', seatLimit: null }), 'NOT_ALLOWED')
  await expectRefusal(settings.updateSecurity(eve, { idleLockMinutes: 0 }), 'NOT_ALLOWED')
  await expectRefusal(settings.updateTemporaryPasswords(eve, { days: 90 }), 'NOT_ALLOWED')
  await settings.updateSecurity(partner, { idleLockMinutes: 5 })
  expect((await settings.get(partner)).security.idleLockMinutes).toBe(5)
})

it('N2: every plan keeps its own seat limit', async () => {
  const context = await openTestPortal({ seat_limit: null })
  const settings = createSettingsService(context)
  const vera = context.administrator
  await settings.updatePlan(vera, { plan: 'free', seatLimit: 5 })
  await settings.updatePlan(vera, { plan: 'standard', seatLimit: 100 })
  expect((await settings.get(vera)).plan).toMatchObject({
    plan: 'standard',
    seatLimit: 100,
    limits: { free: 5, basic: null, standard: 100 },
  })
  await settings.updatePlan(vera, { plan: 'free', seatLimit: 5 })
  expect((await settings.get(vera)).plan.seatLimit).toBe(5)
})
