// What a bare runtime runs when it is started as `electron FOLDER`: it takes the folder from the first argument that is no
// flag and becomes that app. An ES module ending in `await import(...)`: with an import nobody awaits, Electron is ready before
// the app's main module has run, and protocol.registerSchemesAsPrivileged comes too late.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (!folder) {
  console.error('Usage: electron FOLDER [arguments]')
  app.exit(2)
} else {
  const appPath = resolve(folder)
  const manifest = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'))
  app.setAppPath(appPath)
  app.setName(manifest.productName ?? manifest.name ?? 'Electron')
  app.setVersion(manifest.version ?? '0.0.0')
  await import(pathToFileURL(createRequire(join(appPath, 'package.json')).resolve(appPath)).href)
}
