import { expect, test } from './support/app'
import { chooseFromMenu, filterBy, goTo, openSampleCompany, shownNames } from './support/console'

test('in the smallest window what is said stands below the places, the newest of it whole', async ({ app, page }) => {
  await openSampleCompany(page)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640))
  await goTo(page, 'Employees')
  await filterBy(page, 'Invited')
  // Without a join site each is refused, at length.
  for (const name of (await shownNames(page)).slice(0, 3)) await chooseFromMenu(page, name, 'Copy link')
  const told = page.getByText('Links cannot work yet')
  await expect(told).toHaveCount(3)
  const places = page.getByRole('navigation', { name: 'Navigation' }).getByRole('link')
  for (const place of await places.all()) await place.click({ trial: true })
  await expect(told.first()).toBeInViewport({ ratio: 1 })
  expect(app.pageErrors()).toEqual([])
})
