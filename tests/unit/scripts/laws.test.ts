import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = resolve(import.meta.dirname, '..', '..', '..')
const bin = join(project, 'node_modules', '.bin')

/** A small house that keeps every law; each test's breaks are laid beside it. */
const lawful: Readonly<Record<string, string>> = {
  'electron/core/domain/rule.ts': `import { createHmac } from 'node:crypto'\nexport const rule = createHmac`,
  'electron/core/store/rows.ts': `import { rule } from '../domain/rule'\nexport const rows = [rule]`,
  'electron/core/gateways/mail/mail-gateway.ts': `export interface MailGateway { readonly name: string }`,
  'electron/core/gateways/mail/smtp.ts': `import type { MailGateway } from './mail-gateway'\nexport const smtp: MailGateway = { name: 'smtp' }`,
  'electron/core/services/invite.ts': `import type { MailGateway } from '../gateways/mail/mail-gateway'\nimport { rows } from '../store/rows'\nexport const invite = (gateway: MailGateway) => [gateway, rows]`,
  'electron/core/portal.ts': `import { smtp } from './gateways/mail/smtp'\nimport { invite } from './services/invite'\nexport const portal = invite(smtp)`,
  'electron/contract/people.ts': `import { z } from 'zod'\nexport const person = z.object({})`,
  'electron/shell/window.ts': `import { app } from 'electron'\nexport const name = () => app.getName()`,
  'electron/shell/ipc.ts': `import { ipcMain } from 'electron'\nexport const listen = () => ipcMain.on('x', () => undefined)`,
  'electron/preload.ts': `import { ipcRenderer } from 'electron'\nexport const send = () => ipcRenderer.send('x')`,
  'electron/main.ts': `import { portal } from './core/portal'\nimport { name } from './shell/window'\nexport const main = [portal, name]`,
  'src/people.ts': `import type { person } from '../electron/contract/people'\nexport type Person = typeof person`,
  'src/screens/people/rows.ts': `import type { Person } from '../../people'\nexport type Rows = readonly Person[]`,
  'src/screens/people/shown.ts': `import type { Rows } from './rows'\nexport type Shown = Rows`,
  'src/List.vue': `<script setup lang="ts">\nimport type { Person } from './people'\ndefineProps<{ person: Person }>()\n</script>\n<template><p>{{ person }}</p></template>`,
}

const broken: Readonly<Record<string, string>> = {
  'electron/core/services/uses-electron.ts': `import { app } from 'electron'\nexport const version = app`,
  'electron/core/services/uses-electron-type.ts': `import type { App } from 'electron'\nexport type Version = App`,
  'electron/core/services/uses-adapter.ts': `import { smtp } from '../gateways/mail/smtp'\nexport const send = smtp`,
  'electron/core/services/uses-shell.ts': `import { name } from '../../shell/window'\nexport const title = name`,
  'electron/core/domain/uses-store.ts': `import { rows } from '../store/rows'\nexport const all = rows`,
  'electron/core/domain/uses-disk.ts': `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`,
  'electron/core/domain/uses-clock.ts': `export const today = () => Date.now()`,
  'electron/core/domain/uses-dice.ts': `import { randomBytes } from 'node:crypto'\nexport const roll = () => [Math.random(), randomBytes(1)]`,
  'electron/core/store/uses-service.ts': `import { invite } from '../services/invite'\nexport const again = invite`,
  'electron/contract/uses-service.ts': `import type { invite } from '../core/services/invite'\nexport type Invite = typeof invite`,
  'electron/shell/uses-window.ts': `import type { Person } from '../../src/people'\nexport type Shown = Person`,
  'electron/shell/window-menu.ts': `import { ipcMain } from 'electron'\nexport const listen = ipcMain`,
  'electron/shell/all-of-electron.ts': `import * as electron from 'electron'\nexport const everything = electron`,
  'src/uses-core.ts': `import { rule } from '../electron/core/domain/rule'\nexport const here = rule`,
  'src/Uses-store.vue': `<script setup lang="ts">\nimport { rows } from '../electron/core/store/rows'\n</script>\n<template><p>{{ rows }}</p></template>`,
  'src/screens/messages/uses-screen.ts': `import type { Rows } from '../people/rows'\nexport type Recipients = Rows`,
  'src/uses-node.ts': `import { join } from 'node:path'\nexport const path = join`,
  'src/Markup.vue': `<script setup lang="ts">\ndefineProps<{ text: string }>()\n</script>\n<template><p v-html="text" /></template>`,
  'electron/core/services/one.ts': `import type { Two } from './two'\nexport type One = Two | 1`,
  'electron/core/services/two.ts': `import type { One } from './one'\nexport type Two = One[]`,
}

interface Outcome {
  readonly code: number
  readonly output: string
}

function runIn(folder: string, name: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(bin, name), ...args],
      { cwd: folder, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        done({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` })
      },
    )
  })
}

async function house(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-laws-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `${text}\n`)
  }
  for (const config of ['.oxlintrc.json', 'eslint.config.mjs', '.dependency-cruiser.mjs', 'tsconfig.base.json']) {
    await copyFile(join(project, config), join(folder, config))
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

interface Findings {
  readonly imports: Outcome
  readonly code: Outcome
  readonly templates: Outcome
}

/** The same three checks, with the same settings, that `npm run lint` runs. */
async function examine(folder: string): Promise<Findings> {
  const [imports, code, templates] = await Promise.all([
    runIn(folder, 'depcruise', ['--config', '.dependency-cruiser.mjs', 'electron', 'src']),
    runIn(folder, 'oxlint', ['--deny-warnings', '-f', 'unix', 'electron', 'src']),
    runIn(folder, 'eslint', ['--max-warnings', '0', 'src/**/*.vue']),
  ])
  return { imports, code, templates }
}

describe('laws of the house', () => {
  const folders: string[] = []
  let kept: Findings
  let broke: Findings

  beforeAll(async () => {
    const good = await house(lawful)
    const bad = await house({ ...lawful, ...broken })
    folders.push(good, bad)
    kept = await examine(good)
    broke = await examine(bad)
  }, 120_000)

  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  it('lets a house pass that keeps them all', () => {
    expect(kept.imports).toMatchObject({ code: 0 })
    expect(kept.code).toMatchObject({ code: 0 })
    expect(kept.templates).toMatchObject({ code: 0 })
  })

  it('fails the run when one is broken', () => {
    expect(broke.imports.code).not.toBe(0)
    expect(broke.code.code).not.toBe(0)
    expect(broke.templates.code).not.toBe(0)
  })

  it.each([
    ['core imports electron', 'core-knows-no-electron', 'electron/core/services/uses-electron.ts'],
    ['core imports a type of electron', 'core-knows-no-electron', 'electron/core/services/uses-electron-type.ts'],
    ['core imports the shell', 'core-knows-no-shell', 'electron/core/services/uses-shell.ts'],
    ['a service imports an adapter', 'services-know-no-adapter', 'electron/core/services/uses-adapter.ts'],
    ['the domain imports the store', 'domain-stands-alone', 'electron/core/domain/uses-store.ts'],
    ['the domain reads the disk', 'domain-is-pure', 'electron/core/domain/uses-disk.ts'],
    ['the store imports a service', 'store-below-services', 'electron/core/store/uses-service.ts'],
    ['the contract imports a service', 'contract-is-schemas-only', 'electron/contract/uses-service.ts'],
    ['src imports core', 'window-sees-the-contract-alone', 'src/uses-core.ts'],
    ['a component imports the store', 'window-sees-the-contract-alone', 'src/Uses-store.vue'],
    ['a screen imports another', 'screens-stand-apart', 'src/screens/messages/uses-screen.ts'],
    ["src imports Node's modules", 'window-has-no-node', 'src/uses-node.ts'],
    ['the shell imports src', 'nothing-imports-the-window', 'electron/shell/uses-window.ts'],
  ])('refuses that %s', (_law, rule, file) => {
    expect(broke.imports.output).toContain(`error ${rule}: ${file} →`)
  })

  it('refuses circles, of types too', () => {
    expect(broke.imports.output).toMatch(/error no-circles: electron\/core\/services\/(one|two)\.ts/)
  })

  it.each([
    ['raw ipcMain outside its door', "'ipcMain' import", 'electron/shell/window-menu.ts'],
    ['all of electron under one name', '* import is invalid', 'electron/shell/all-of-electron.ts'],
    ['a clock in the domain', "'Date.now' is restricted", 'electron/core/domain/uses-clock.ts'],
    ['dice in the domain', "'Math.random' is restricted", 'electron/core/domain/uses-dice.ts'],
    ["Node's randomness in the domain", "'randomBytes' import", 'electron/core/domain/uses-dice.ts'],
  ])('refuses %s', (_law, message, file) => {
    const found = broke.code.output.split('\n').filter((line) => line.startsWith(`${file}:`))
    expect(found.join('\n')).toContain(message)
  })

  it('names only files that break a law', () => {
    const accused = new Set(
      `${broke.imports.output}\n${broke.code.output}`.match(/(electron|src)\/[\w./-]+\.(ts|vue)(?=( →|:\d))/g) ?? [],
    )
    for (const file of Object.keys(lawful)) expect(accused).not.toContain(file)
  })

  it('refuses v-html', () => {
    expect(broke.templates.output).toContain('vue/no-v-html')
  })
})
