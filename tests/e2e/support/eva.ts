import { expect, type Page } from '@playwright/test'
import { allowRegistration, join } from './console'

/** An employee of the stories about what employees may do. */
export const eva = {
  firstName: 'Eva',
  lastName: 'Lindt',
  address: 'eva@northwind.example',
  password: 'Violet umbrella, no rain',
}

/** Eva comes by the registration link, as it is set, and needs no confirmation. */
export async function letEvaIn(page: Page, openPhone: () => Promise<Page>): Promise<void> {
  const phone = await openPhone()
  await phone.goto(await allowRegistration(page, { confirmation: false }))
  await join(phone, eva)
  await expect(phone.getByRole('heading', { name: 'You are in' })).toBeVisible()
}
