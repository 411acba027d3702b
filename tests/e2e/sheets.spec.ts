import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Page } from '@playwright/test'
import { gridOf } from '../../electron/core/domain/sheet-layouts'
import type { SheetLayout } from '../../electron/core/domain/vocabulary'
import { wordsOf } from '../support/printed-pages'
import { readSheets } from '../support/printed-sheets'
import { expect, type RunningApp, test } from './support/app'
import { expectAccessibleInBothThemes } from './support/axe'
import {
  addDepartment,
  administrator,
  allowRegistration,
  choose,
  chooseFromMenu,
  chooseFromOperatorMenu,
  counter,
  goTo,
  openInvitePanel,
  pickDepartment,
  setUpPortal,
  switchOnJoinSite,
} from './support/console'
import { findProgram } from './support/programs'

const PEOPLE = 33
const LONG = 'Maximilian Alexander Freiherr von und zu Hohenlohe-Waldenburg-Schillingsfürst zu Ohrnberg'
const NAMES = ['Анна Петрова', 'José María', LONG, '<b>Bobby</b> "Tables" & Co', 'عبد الرحمن الهاشمي', '田中 さくら 🌸']
const LABELS: Readonly<Record<SheetLayout, RegExp>> = {
  letter: /^Letter/u,
  cards: /^Cards/u,
  L7160: /^Labels L7160/u,
  L7163: /^Labels L7163/u,
  '5160': /^Labels 5160/u,
}
/** A table to paste: first names, last names, addresses. */
function pasted(): string {
  const rows = Array.from({ length: PEOPLE }, (_none, at) => {
    const name = NAMES[at] ?? `Person ${at}`
    return `${name.slice(0, 100)}\tLast${at}\tperson${at}@northwind.example`
  })
  return ['First name\tLast name\tE-mail', ...rows].join('\n')
}

async function inviteEverybody(page: Page): Promise<void> {
  const panel = await openInvitePanel(page, 'In bulk')
  await panel.getByLabel('Or paste a list').fill(pasted())
  await panel.getByRole('button', { name: 'Use this list' }).click()
  await pickDepartment(page, panel, 'Warehouse')
  await panel.getByRole('button', { name: `Check ${PEOPLE} rows` }).click()
  await panel.getByRole('radiogroup', { name: 'How to send' }).getByText('Hand over links').click()
  await panel.getByRole('button', { name: `Invite ${PEOPLE} people` }).click()
  await panel.getByRole('button', { name: 'Print sheets' }).click()
  await expect(page.getByRole('heading', { name: 'Sheets', level: 1 })).toBeVisible()
}

async function saveAs(app: RunningApp, page: Page, file: string, button = 'Save as PDF'): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await page.getByRole('button', { name: button }).click()
  // The file appears when it is whole; what is said about it goes again by itself.
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true)
  expect((await stat(file)).size).toBeGreaterThan(1_000)
  await expect(page.getByRole('button', { name: button })).toBeEnabled()
}

test('Q2, Q3, Q4: sheets of a whole batch come out of every layout with codes that phones read, and let in', async ({
  app,
  page,
  openPhone,
}, testInfo) => {
  test.setTimeout(300_000)
  await setUpPortal(page)
  const address = await switchOnJoinSite(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Warehouse')
  await goTo(page, 'Overview')
  await inviteEverybody(page)

  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview.getByText(`${PEOPLE} sheets on ${PEOPLE} pages`)).toBeVisible()
  const paper = preview.frameLocator('iframe')
  await expect(paper.getByText(address.replace('https://', '')).first()).toBeVisible()
  await test.step('the preview is drawn with the styles of the page', async () => {
    const cell = await preview.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().width)
    expect(cell).toBeGreaterThan(300)
  })
  await preview.getByRole('button', { name: 'Next page' }).click()
  await expect(preview.getByText(`2 of ${PEOPLE}`)).toBeVisible()
  await expectAccessibleInBothThemes(page, 'Sheets')

  const links = new Map<string, string>()
  for (const layout of ['letter', 'cards', 'L7160', 'L7163', '5160'] as const) {
    await test.step(`${layout}: every code is read and says what stands beside it`, async () => {
      await choose(page, LABELS[layout])
      const grid = gridOf(layout, 'letter')
      const pages = Math.ceil(PEOPLE / (grid.columns * grid.rows))
      await expect(preview.getByText(`${PEOPLE} sheets on ${pages} page${pages === 1 ? '' : 's'}`)).toBeVisible()
      const file = testInfo.outputPath(`${layout}.pdf`)
      await saveAs(app, page, file)
      expect((await PDFDocument.load(await readFile(file))).getTitle()).toContain(administrator.portalName)
      if (findProgram('pdftoppm') === null) return
      for (const [code, link] of await readSheets(file, { layout, paper: 'letter', sheets: PEOPLE, dpi: 150 })) {
        // Q3: the same person, the same link, on whatever it is printed.
        expect(links.get(code) ?? link).toBe(link)
        links.set(code, link)
      }
    })
  }
  if (findProgram('pdftoppm') !== null) expect(links.size).toBe(PEOPLE)

  await test.step('Q2: the ruler page, and labels on a sheet that was begun', async () => {
    await saveAs(app, page, testInfo.outputPath('ruler.pdf'), 'Save ruler page')
    await page.getByLabel('First free label').fill('30')
    await expect(preview.getByText(`${PEOPLE} sheets on 3 pages`)).toBeVisible()
  })

  await test.step('Q3: the link that was printed lets in', async () => {
    const [link] = links.values()
    if (link === undefined) return
    const phone = await openPhone()
    await phone.goto(link)
    await phone.getByLabel('New password', { exact: true }).fill('Violet umbrella, no rain')
    await phone.getByLabel('New password again').fill('Violet umbrella, no rain')
    await phone.getByRole('button', { name: 'Join' }).click()
    await expect(counter(page, `Invited ${PEOPLE - 1}`)).toBeVisible()
    await expect(preview.getByText(`${PEOPLE - 1} sheets on 3 pages`)).toBeVisible()
    await preview.getByText('1 person gets no sheet').click()
    await expect(preview.getByText('Waits for confirmation')).toBeVisible()
  })

  await test.step('C5: a person’s own sheet from the row menu', async () => {
    await goTo(page, 'Employees')
    await chooseFromMenu(page, 'Person 20 Last20', 'Print sheet')
    await expect(page.getByRole('radio', { name: '1 chosen person' })).toBeChecked()
    await expect(preview.getByText('1 sheet on 1 page')).toBeVisible()
    await chooseFromOperatorMenu(page, 'Русский')
    await expect(page.getByRole('heading', { name: 'Листы', level: 1 })).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])
})

test('Q2: hundreds of letters, written in parts, come out as one document with every page', async ({
  app,
  page,
}, testInfo) => {
  test.skip(findProgram('pdftotext') === null, 'pdftotext is not installed: nobody can count the pages')
  const copies = 300
  await setUpPortal(page)
  const address = await switchOnJoinSite(page)
  await allowRegistration(page, { confirmation: true })
  await goTo(page, 'Sheets')
  await choose(page, 'Everybody: the open link')
  await choose(page, LABELS.letter)
  await page.getByLabel('Copies').fill(String(copies))
  await expect(page.getByText(`${copies} sheets on ${copies} pages`)).toBeVisible()
  const file = testInfo.outputPath('letters.pdf')
  await saveAs(app, page, file)
  const pages = await wordsOf(file)
  expect(pages).toHaveLength(copies)
  const host = address.replace(/^https?:\/\//u, '')
  for (const words of pages) expect(words.map((word) => word.text).join('')).toContain(host)
  expect(app.pageErrors()).toEqual([])
})
