import { chromium } from '@playwright/test'
import { it } from 'vitest'
import { startReception } from '../../../../electron/core/reception/server'
import { givePassword, invite, joinFields, openTheLink, openTestPortal, receptionParts } from './reception-kit'

it('look', async () => {
  const portal = await openTestPortal({ name: 'Northwind Instruments' })
  const token = await openTheLink(portal, { greeting: 'Welcome to Northwind!\nWe build weather stations. Register here and your team lead will say hello on Monday.' })
  const invited = await invite(portal, { firstName: 'Марина', lastName: 'Соколова', email: 'marina.sokolova@example.com' })
  const dep = await portal.addDepartment('Research and development')
  await portal.addDepartment('x')
  const me = await portal.addPerson({ firstName: 'Anna', lastName: 'Weiss', email: 'anna@example.com', departmentIds: [dep] })
  await givePassword(portal, me.personId)
  const server = await startReception(receptionParts(portal), { host: '127.0.0.1', port: 0, publicAddress: null })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const errors: string[] = []
  for (const [scheme, lang] of [['light', 'en'], ['dark', 'ru'], ['dark', 'en'], ['light', 'ru']] as const) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: scheme, locale: lang, javaScriptEnabled: false, deviceScaleFactor: 1 })
    const page = await context.newPage()
    page.on('console', (m) => errors.push(m.text()))
    const shot = (name: string) => page.screenshot({ path: `/tmp/look/${name}-${scheme}-${lang}.png`, fullPage: true })
    const go = (path: string) => page.goto(`http://127.0.0.1:${server.port}${path}?lang=${lang}`)
    await go('/'); await shot('code')
    await go(`/J/${invited.token}`); await shot('personal')
    await go(`/J/${token}`); await shot('open')
    await page.fill('#firstName', ''); await page.fill('#address', 'nobody'); await page.fill('#password', 'short')
    await page.click('button'); await shot('wrong')
    await go('/joined'); await shot('joined')
    await go('/waiting'); await shot('waiting')
    await go('/J/nothing'); await shot('dead')
    await go('/sign-in'); await page.fill('#login', 'anna@example.com'); await page.fill('#password', 'wrong wrong'); await page.click('button'); await shot('signin')
    await page.fill('#password', 'velvet otter lamp 41'); await page.click('button'); await shot('me')
    await page.setViewportSize({ width: 1280, height: 800 })
    await go(`/J/${token}`); await shot('desk')
    await context.close()
  }
  console.log(errors)
  await browser.close()
  await server.stop()
}, 120_000)
