import { type BrowserContext, type BrowserContextOptions, type Page, chromium, test as base } from '@playwright/test'
import { findProgram } from './programs'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A phone held upright. */
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
}

export interface ChromiumFixtures {
  /** Opens a phone-size page in the system's Chromium, each with its own cookies; options go over the phone's own. */
  openPhone: (options?: BrowserContextOptions) => Promise<Page>
  /** One such page. */
  phone: Page
}

/** Gives tests a phone. Its browser is the system's Chromium, never Electron. */
export const chromiumTest = base.extend<ChromiumFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  openPhone: async ({}, use) => {
    const executablePath = findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
    if (!executablePath) throw new Error('Chromium is not installed: install it and run the test again.')
    const browser = await chromium.launch({ executablePath, headless: true, args: flags })
    const contexts: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...phone, ...options })
      contexts.push(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
    await browser.close()
  },
  phone: async ({ openPhone }, use) => {
    await use(await openPhone())
  },
})
