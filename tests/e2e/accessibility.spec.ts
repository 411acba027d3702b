import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { expect, test } from './support/app'
import { expectAccessibleInBothThemes, settled } from './support/axe'
import {
  administrator,
  choose,
  chooseFromOperatorMenu,
  chooseLanguage,
  goTo,
  openSampleCompany,
  openSettings,
  setUpPortal,
  signInToConsole,
} from './support/console'
import { tourOfPanels, tourOfScreens, type Visit } from './support/tour'

/** Looks at what is shown in both themes. */
const looker =
  (page: Page): Visit =>
  (name) =>
    expectAccessibleInBothThemes(page, name)

test('no screen of the console has a serious violation, light or dark', async ({ app, page }) => {
  test.setTimeout(420_000)
  await openSampleCompany(page)
  await tourOfScreens(page, looker(page), 0)
  expect(app.pageErrors()).toEqual([])
})

test('no drawer, menu or dialog has a serious violation, light or dark', async ({ app, page }) => {
  test.setTimeout(600_000)
  await openSampleCompany(page)
  const joinSite = await openSettings(page, 'Join site')
  await choose(joinSite, /^This computer only/)
  await joinSite.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
  await tourOfPanels(page, looker(page))
  expect(app.pageErrors()).toEqual([])
})

test('the pages before the console have no serious violation, light or dark, in both languages', async ({
  app,
  page,
  launch,
}) => {
  test.setTimeout(300_000)
  const look = looker(page)
  await look('set-up')
  await chooseLanguage(page, 'Русский')
  await look('set-up in Russian')
  await chooseLanguage(page, 'English')
  await page.getByRole('button', { name: 'Create portal' }).click()
  await expect(page.getByLabel('Portal name')).toHaveAttribute('aria-invalid', 'true')
  await look('set-up refused')

  await setUpPortal(page)
  await look('overview of an empty portal')
  for (const place of ['Employees', 'Company structure', 'Workgroups', 'Messages', 'Activity'] as const) {
    await goTo(page, place)
    await look(`${place} of an empty portal`)
  }
  await chooseFromOperatorMenu(page, 'Русский')
  await page.evaluate(() => void (window.location.hash = '#/'))
  await look('overview in Russian')
  await page.getByRole('button', { name: /^Меню оператора|^Operator menu/ }).click()
  await page.getByRole('menu').getByText('English', { exact: true }).click()
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  await look('locked')
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await signInToConsole(page, administrator.email, 'not the password')
  await expect(page.getByText('This did not match')).toBeVisible()
  await look('sign-in refused')
  await app.close()

  const again = await launch()
  await expect(again.page.getByLabel('Passphrase', { exact: true })).toBeVisible()
  await looker(again.page)('vault')
})

test('the keyboard reaches everything on a screen, and what has it can be seen', async ({ page }) => {
  await openSampleCompany(page)
  await goTo(page, 'Workgroups')
  await expect(page.getByRole('list', { name: 'Members' })).toBeVisible()
  await settled(page)
  // Whatever can be pressed with the mouse and is not marked as reached in another way (arrow keys).
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, [tabindex="0"]')].filter(
      (element) => element.checkVisibility() && !element.matches('[tabindex="-1"], :disabled'),
    )
    all.forEach((element, number) => (element.dataset['tour'] = String(number)))
    return all.length
  })
  expect(wanted).toBeGreaterThan(20)
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  const reached = new Set<string>()
  const unseen: string[] = []
  for (let press = 0; press < wanted + 5 && reached.size < wanted; press += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return null
      const looks = (each: Element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
      }
      // A field may show its focus on the frame around it.
      const ring = [element, element.parentElement, ...element.querySelectorAll('*')].some(
        (each) => each && looks(each),
      )
      return { number: element.dataset['tour'] ?? '', ring, what: element.outerHTML.slice(0, 120) }
    })
    if (!focused) continue
    if (focused.number !== '') reached.add(focused.number)
    if (!focused.ring) unseen.push(focused.what)
  }
  expect(unseen).toEqual([])
  expect(reached.size).toBe(wanted)
})

test('Ctrl+K searches, Ctrl+I invites, Esc closes and gives the focus back', async ({ page }) => {
  await openSampleCompany(page)
  await goTo(page, 'Employees')
  const search = page.getByRole('banner').getByRole('button', { name: /^Search people and commands/ })
  await search.focus()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search people and commands' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('company str')
  await expect(palette.getByRole('option', { name: /^Company structure/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(search).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('daniel winslow')
  await expect(palette.getByRole('option', { name: /^Daniel Winslow/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Daniel Winslow' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+i')
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await expect(panel).toBeVisible()
  await page.keyboard.press('Tab')
  expect(await panel.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

async function zoom(electron: ElectronApplication, factor: number): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows()[0]
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(wanted)
  }, factor)
}

test('at 200 % zoom nothing is cut off at the side, and the main button of each screen stays in view', async ({
  app,
  page,
}) => {
  await openSampleCompany(page)
  await zoom(app.electron, 2)
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(700)
  const places = [
    ['Overview', 'Invite'],
    ['Employees', 'Invite'],
    ['Company structure', 'Add department'],
    ['Workgroups', 'Add workgroup'],
    ['Messages', 'Invite'],
    ['Activity', 'Invite'],
    ['Settings', 'Save'],
  ] as const
  for (const [place, button] of places) {
    await goTo(page, place)
    await settled(page)
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(width[0], place).toBeLessThanOrEqual(width[1] ?? 0)
    expect(await sides(page.getByRole('button', { name: button, exact: true }).first()), place).toEqual([])
  }
  await page.getByRole('banner').getByRole('button', { name: 'Invite', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('tab', { name: 'E-mail' }).click()
  const open = panel.getByRole('button', { name: 'Open mail app' })
  await open.scrollIntoViewIfNeeded()
  await settled(page)
  expect(await sides(open)).toEqual([])
  expect(await sides(panel.getByRole('button', { name: 'Close' }))).toEqual([])
})

/** The sides of the window over which an element stands out. */
async function sides(element: Locator): Promise<readonly string[]> {
  return element.evaluate((each) => {
    const box = each.getBoundingClientRect()
    return [
      ...(box.left < 0 ? ['left'] : []),
      ...(box.right > window.innerWidth + 0.5 ? ['right'] : []),
      ...(box.width === 0 ? ['invisible'] : []),
    ]
  })
}
