import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isConsoleDocument, isConsoleUrl } from '../../../electron/shell/console-origin'
import { filledIn, pageFile, pageHeaders } from '../../../electron/shell/pages'

const root = join('/', 'opt', 'usher', 'renderer')

describe('app://console/', () => {
  it('serves files of the pages folder with their types', () => {
    expect(pageFile(root, 'app://console/')).toEqual({
      path: join(root, 'index.html'),
      type: 'text/html; charset=utf-8',
    })
    expect(pageFile(root, 'app://console/index.html#/employees')?.path).toBe(join(root, 'index.html'))
    expect(pageFile(root, 'app://console/index.html?x=1')?.path).toBe(join(root, 'index.html'))
    expect(pageFile(root, 'app://console/assets/index-B_x1.js')).toEqual({
      path: join(root, 'assets', 'index-B_x1.js'),
      type: 'text/javascript; charset=utf-8',
    })
    expect(pageFile(root, 'app://console/assets/inter.woff2')?.type).toBe('font/woff2')
  })

  it.each([
    'app://console/../package.json',
    'app://console/assets/../../main/main.js',
    'app://console/..%2f..%2fpackage.json',
    'app://console/%2e%2e/package.json',
    'app://console/assets\\..\\..\\package.json',
    'app://console//etc/passwd',
    'app://console/C:/windows/win.ini',
    'app://console/.env.json',
    'app://console/assets/.hidden.js',
    'app://console/assets/',
    'app://console/index.html%00.js',
    'app://console/main.map',
    'app://console/folder',
    'app://elsewhere/index.html',
    'app://console.evil/index.html',
    'app://user@console/index.html',
    'file:///etc/passwd.txt',
    'https://console/index.html',
    'not a url',
  ])('serves nothing for %s', (url) => {
    expect(pageFile(root, url)).toBeNull()
  })

  it('allows no inline script, no eval, no connection and no frame', () => {
    const policy = pageHeaders('text/html', 'N0NCE')['content-security-policy']
    expect(policy).toContain(`default-src 'none'`)
    expect(policy).toContain(`style-src 'self' 'nonce-N0NCE'`)
    expect(policy).toContain(`connect-src 'none'`)
    expect(policy).toContain(`frame-ancestors 'none'`)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  it('gives every place of the nonce the same one, and the page its language', () => {
    const html = '<html lang="__LANGUAGE__"><meta nonce="__CSP_NONCE__"><link nonce="__CSP_NONCE__">'
    expect(filledIn(html, 'abc', 'ru')).toBe('<html lang="ru"><meta nonce="abc"><link nonce="abc">')
  })
})

describe('who is the console', () => {
  it.each([
    ['app://console/index.html', true],
    ['app://console/index.html#/people', true],
    ['app://console.evil/index.html', false],
    ['app://evil/console', false],
    ['app://user:password@console/', false],
    ['https://console/', false],
    ['data:text/html,app://console/', false],
    ['', false],
  ])('%s → %s', (url, expected) => {
    expect(isConsoleUrl(url)).toBe(expected)
  })

  it('a reload is no navigation, another file is', () => {
    expect(isConsoleDocument('app://console/index.html#/x')).toBe(true)
    expect(isConsoleDocument('app://console/assets/icon.svg')).toBe(false)
  })
})
