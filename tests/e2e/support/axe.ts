import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules whose answer depends on colours: all that a second theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'] as const

/**
 * Expects no violation of level serious or critical in what the page shows now. `where` names it in the report.
 * The legacy mode stays within the page: Electron opens no further ones.
 */
export async function expectAccessible(page: Page, where: string, rules: 'all' | 'colours' = 'all'): Promise<void> {
  await settled(page)
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules === 'colours' ? builder.withRules([...COLOURS]) : builder).analyze()
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, target, any }) => ({ id, help, html, target: target.join(' '), why: any[0]?.message ?? '' })),
    )
  expect.soft(found, where).toEqual([])
}

export type Theme = 'light' | 'dark'

/** Runs `look` with the system set to light and then to dark, and leaves it light. */
export async function inBothThemes(page: Page, look: (theme: Theme) => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await look(colorScheme)
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** The same of what the page shows in both themes. */
export function expectAccessibleInBothThemes(page: Page, where: string): Promise<void> {
  return inBothThemes(page, (theme) =>
    expectAccessible(page, `${where}, ${theme}`, theme === 'light' ? 'all' : 'colours'),
  )
}

/** Waits until nothing moves any more: what is half faded in has not the contrast it will have. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    const moving = () =>
      document.getAnimations().filter(({ effect, playState }) => {
        const end = effect?.getComputedTiming().endTime
        return playState === 'running' && typeof end === 'number' && Number.isFinite(end)
      })
    await document.fonts.ready
    await frame()
    await frame()
    while (moving().length > 0) {
      await Promise.allSettled(moving().map(({ finished }) => finished))
      await frame()
    }
  })
}
