import { expect, type Page } from '@playwright/test'
import { settled } from './axe'
import { goTo } from './console'

/** The kinds of sheets; the invitation sheets with the page that would be printed. */
export async function tabsOfSheets(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  await goTo(page, 'Sheets')
  await expect(page.locator('iframe')).toBeVisible()
  await settled(page)
  await visit('sheets')
  for (const [tab, name] of [
    ['Hand-over', 'sheets-hand-over'],
    ['Password slips', 'sheets-passwords'],
    ['Approval sheet', 'sheets-approval'],
  ] as const) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await settled(page)
    await visit(name)
  }
}
