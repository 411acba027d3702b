import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { windows1251 } from '../support/windows-1251'
import { expect, type RunningApp, test } from './support/app'
import { chip, goTo, openInvitePanel, personRow, setUpPortal } from './support/console'

const COLLEAGUES = [
  'Фамилия;Имя;Адрес эл. почты;Отдел;Должность;Статус',
  'Петрова;Анна;anna.petrova@northwind.example;Продажи;Менеджер;',
  'Сидоров;Олег;oleg@northwind.example;Склад;Кладовщик;',
  'Белов;Антон;anton.belov@northwind.example;Продажи;Директор;',
  'Безадресный;Иван;не адрес;Склад;Кладовщик;',
  'Ушедший;Пётр;petr@northwind.example;Склад;Кладовщик;Приостановлен',
  'Широкая;Вера;vera@northwind.example;Склад;Кладовщик;;старший;смена',
].join('\r\n')

/** Answers the system's next questions for a place to save with this file. */
async function saveTo(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
}

async function fromMenu(page: Page, item: string): Promise<void> {
  await goTo(page, 'Employees')
  await page.getByRole('button', { name: 'Import and export' }).click()
  await page.getByRole('menu', { name: 'Import and export' }).getByRole('menuitem', { name: item }).click()
}

/** Chooses a file on the open screen and waits for its columns. */
async function chooseFile(page: Page, file: string): Promise<void> {
  await page.getByLabel('File with people').setInputFiles(file)
  await expect(page.getByRole('columnheader', { name: 'Becomes' })).toBeVisible()
}

const chipOf = (page: Page, group: string, name: RegExp) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name })

test('D4, D2, Z5, Z7: a file comes in, goes out again and is reconciled with', async ({ app, page, dataDir }) => {
  const folder = join(dataDir, 'files')
  await mkdir(folder)
  const colleagues = join(folder, 'colleagues.csv')
  await writeFile(colleagues, windows1251(COLLEAGUES))
  await setUpPortal(page, { firstName: 'Anton', lastName: 'Belov' })

  await fromMenu(page, 'Import…')
  await chooseFile(page, colleagues)
  await expect(page.getByRole('textbox', { name: 'Encoding' }).locator('..')).toContainText('Windows-1251')
  await expect(page.getByRole('textbox', { name: 'Separated by' }).locator('..')).toContainText('Semicolon')
  const mail = page.getByRole('row', { name: /^Адрес эл\. почты/ })
  await expect(mail).toContainText('anna.petrova@northwind.example')
  await expect(mail).toContainText('E-mail')
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByRole('radio', { name: 'Active: they already work here' }).check()
  await page.getByRole('button', { name: 'Check 6 rows' }).click()
  const rows = page.getByRole('table', { name: 'Rows of the file' })
  await expect(rows.getByRole('row')).toHaveCount(7)
  await expect(chipOf(page, 'Show', /^Refused 2$/)).toBeVisible()
  await expect(rows.getByRole('row', { name: /не адрес/ })).toContainText('Not an e-mail address')
  await expect(rows.getByRole('row', { name: /старший/ })).toContainText('More cells than columns')
  const alike = rows.getByRole('row', { name: /Антон Белов/ })
  await expect(alike).toContainText('Same name as Anton Belov')
  await expect(alike.getByRole('checkbox')).not.toBeChecked()
  const suspended = rows.getByRole('row', { name: /Пётр Ушедший/ })
  await expect(suspended).toContainText('Suspended in the file')
  await expect(suspended.getByRole('checkbox')).not.toBeChecked()
  await expect(chipOf(page, 'Show', /^Suspended in the file 1$/)).toBeVisible()
  await expect(page.getByText('According to the file 1 person is suspended')).toBeVisible()
  await expect(page.getByText('2 departments will be created')).toBeVisible()

  const refused = join(folder, 'refused.csv')
  await saveTo(app, refused)
  await page.getByRole('button', { name: 'Save refused rows' }).click()
  await expect(page.getByText(`2 rows saved to ${refused}`)).toBeVisible()
  const refusedText = await readFile(refused, 'utf8')
  expect(refusedText).toMatch(/Безадресный;Иван;не адрес;Склад;Кладовщик;.*\S/)
  expect(refusedText).toContain('старший;смена;')

  await page.getByRole('button', { name: 'Import 2 people' }).click()
  const outcome = page.getByRole('status', { name: 'Outcome' })
  await expect(outcome).toContainText('2 people imported')
  await expect(outcome).toContainText('2 rows were left out')
  await expect(outcome).toContainText('2 rows were refused')
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(personRow(page, 'Анна Петрова')).toContainText('Продажи')
  await expect(personRow(page, 'Олег Сидоров')).toBeVisible()
  await expect(chip(page, 'Active 3')).toBeVisible()

  // The same file again makes nobody.
  await fromMenu(page, 'Import…')
  await chooseFile(page, colleagues)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Check 6 rows' }).click()
  await expect(chipOf(page, 'Show', /^Already here 2$/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import 0/ })).toBeDisabled()

  const everybody = join(folder, 'everybody.csv')
  await saveTo(app, everybody)
  await fromMenu(page, 'Export CSV…')
  await expect(page.getByText(`3 people saved to ${everybody}`)).toBeVisible()
  const exported = await readFile(everybody, 'utf8')
  expect(exported).toMatch(/^\uFEFFFirst name,Last name,E-mail,/)

  // Oleg has left, Anna is head of sales now, and somebody new has come.
  const today = exported
    .split('\r\n')
    .filter((line) => !line.includes('oleg@'))
    .map((line) => line.replace('Менеджер', 'Начальник отдела'))
    .join('\r\n')
  const todayFile = join(folder, 'today.csv')
  const newcomers = ['Мария,Новая,maria', 'Anna,Petrova,a.petrova', 'Мария,Снова,maria']
  const lines = newcomers.map((who) => `${who}@northwind.example,,Стажёр,Продажи,Active,Employee,,,\r\n`)
  await writeFile(todayFile, `${today}${lines.join('')}Без,Адреса,nowhere,,,,Active,Employee,,,\r\n`)
  await fromMenu(page, 'Reconcile with a file…')
  await chooseFile(page, todayFile)
  await page.getByRole('button', { name: 'Compare' }).click()
  const kind = (name: RegExp) => chipOf(page, 'Differences', name).locator('..')
  await expect(page.getByRole('table', { name: 'Not in Usher' })).toContainText('Мария Новая')
  await kind(/^Worth a look 1$/).click()
  const known = page.getByRole('table', { name: 'Worth a look' }).getByRole('row', { name: /Anna Petrova/ })
  await expect(known).toContainText('Same name as Анна Петрова')
  await expect(known.getByRole('checkbox')).not.toBeChecked()
  await kind(/^Refused 2$/).click()
  await expect(rows.getByRole('row', { name: /nowhere/ })).toContainText('Not an e-mail address')
  await expect(rows.getByRole('row', { name: /Мария Снова/ })).toContainText('Repeated')
  const unusable = join(folder, 'unusable.csv')
  await saveTo(app, unusable)
  await page.getByRole('button', { name: 'Save refused rows' }).click()
  await expect(page.getByText(`2 rows saved to ${unusable}`)).toBeVisible()
  expect(await readFile(unusable, 'utf8')).toMatch(/Мария,Снова,.*,Repeats an earlier row/)
  await kind(/^Changed 1$/).click()
  const changed = page.getByRole('table', { name: 'Changed' }).getByRole('row', { name: /Анна Петрова/ })
  await expect(changed).toContainText('Менеджер')
  await expect(changed).toContainText('Начальник отдела')
  await kind(/^Not in the file 1$/).click()
  const oleg = page.getByRole('checkbox', { name: 'Apply to Олег Сидоров' })
  await expect(oleg).not.toBeChecked()
  await oleg.click()
  await page.getByRole('button', { name: 'Apply 3 changes' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('1 person will be dismissed')
  await question.getByRole('button', { name: 'Apply 3 changes' }).click()
  await expect(page.getByRole('status', { name: 'Outcome' })).toContainText('3 changes applied')
  await page.getByRole('button', { name: 'Open Employees' }).click()
  await expect(personRow(page, 'Мария Новая')).toContainText('Active')
  await expect(personRow(page, 'Анна Петрова')).toContainText('Начальник отдела')
  await expect(personRow(page, 'Олег Сидоров')).toContainText('Dismissed')

  // H1: all of it is in the log, which can be taken away whole.
  const log = join(folder, 'log.jsonl')
  await saveTo(app, log)
  await goTo(page, 'Activity')
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export the audit log' })
  await dialog.getByRole('radio', { name: 'JSON lines' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const actions = (await readFile(log, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { action: string }).action)
  expect(actions).toEqual(
    expect.arrayContaining(['directory.imported', 'directory.exported', 'directory.reconciled', 'person.imported']),
  )
  await page.getByRole('button', { name: 'Verify chain' }).click()
  await expect(page.getByText(/^Unbroken: \d+ entries$/)).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('D4: a file that cannot be read says what to do, and pasted addresses are read too', async ({
  app,
  page,
  dataDir,
}) => {
  const picture = join(dataDir, 'picture.csv')
  await writeFile(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 1, 2, 3]))
  await setUpPortal(page)
  await fromMenu(page, 'Import…')
  await page.getByLabel('File with people').setInputFiles(picture)
  await expect(page.getByRole('alert')).toContainText('This file cannot be read')
  await expect(page.getByRole('alert')).toContainText('Choose a CSV, XLSX or vCard file')

  await page.getByLabel('Or paste rows or addresses').fill('Ann Lee <ann@northwind.example>; bob@northwind.example')
  await page.getByRole('button', { name: 'Use pasted text' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Check 2 rows' }).click()
  await page.getByRole('button', { name: 'Import 2 people' }).click()
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(chip(page, 'Invited 2')).toBeChecked()
  await expect(personRow(page, 'Ann Lee')).toContainText('ann@northwind.example')

  // Z7: the radar looks at typed addresses too, and puts a slip right where it was typed.
  const panel = await openInvitePanel(page, 'E-mail')
  const addresses = panel.getByLabel('E-mail addresses')
  await addresses.fill('Carl Berg <carl@gmial.com>; Lee Ann <lee@elsewhere.example>')
  await expect(panel.getByText('May be the same person as Ann Lee, ann@northwind.example')).toBeVisible()
  await expect(panel.getByText('Did you mean carl@gmail.com?')).toBeVisible()
  await panel.getByRole('button', { name: 'Correct it: carl@gmial.com to carl@gmail.com' }).click()
  await expect(addresses).toHaveValue('Carl Berg <carl@gmail.com>; Lee Ann <lee@elsewhere.example>')
  await expect(panel.getByText('Did you mean')).toBeHidden()
  expect(app.pageErrors()).toEqual([])
})
