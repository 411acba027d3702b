import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { type Appearance, APPEARANCES, LOCALES, type Locale } from '../contract/vocabulary'
import { LANGUAGE_NAMES, MENU_TEXTS, type MenuTexts } from './menu-texts'
import type { PortalHost } from './portal-host'

/** What the menu shows now and whom it tells. */
interface MenuOptions {
  readonly locale: Locale
  readonly appearance: Appearance
  /** Somebody is signed in and the console is not locked. */
  readonly open: boolean
  readonly lockable: boolean
  readonly host: PortalHost
  readonly quit: () => void
}

/** The screens in the order of the navigation; Ctrl or Cmd with their number opens them. */
const SCREENS = [
  'overview',
  'employees',
  'structure',
  'workgroups',
  'messages',
  'sheets',
  'activity',
  'settings',
] as const

/**
 * Keeps the native menu true to the console: its language, what is chosen, and what may be done now. Commands about
 * screens go to the window; lock, sign-out, language and appearance are done here. `quit` ends the program.
 */
export function followMenu(host: PortalHost, quit: () => void): void {
  let last = ''
  const follow = (): void => {
    const { locale, appearance, phase, portal } = host.state()
    const open = phase === 'open'
    const options = { locale, appearance, open, lockable: open && portal?.sample === false, host, quit }
    const kiosk = phase === 'kiosk'
    const next = JSON.stringify([locale, appearance, open, options.lockable, kiosk])
    // Building a menu closes one that is open under the pointer, so only when it differs.
    if (next === last) return
    last = next
    // J3: a menu would be a way out of the kiosk; on macOS an empty one takes the shortcuts with it.
    const template = kiosk ? [] : menuTemplate(options, MENU_TEXTS[locale])
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  follow()
  host.listen((topics) => topics.includes('session') && follow())
}

function menuTemplate(options: MenuOptions, texts: MenuTexts): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin'
  // Not the role, which would end the program without the question of closing-at-work.ts.
  const quit: MenuItemConstructorOptions = {
    label: mac ? `${texts.quit} Usher` : texts.quit,
    // Windows has Alt+F4.
    ...(process.platform === 'win32' ? {} : { accelerator: 'CmdOrCtrl+Q' }),
    click: options.quit,
  }
  return [
    ...(mac ? [applicationMenu(texts, quit)] : []),
    { label: texts.console, submenu: [...consoleItems(options, texts), ...(mac ? [] : [separator, quit])] },
    { label: texts.edit, submenu: editItems(texts) },
    { label: texts.go, submenu: goItems(options, texts) },
    { label: texts.view, submenu: viewItems(options, texts) },
    ...(mac ? [{ role: 'windowMenu' as const, label: texts.window }] : []),
  ]
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** On macOS the first menu is the program's own. */
function applicationMenu(texts: MenuTexts, quit: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about', label: texts.about },
      separator,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      separator,
      quit,
    ],
  }
}

function consoleItems(options: MenuOptions, texts: MenuTexts): MenuItemConstructorOptions[] {
  const enabled = options.open
  return [
    { label: texts.invite, accelerator: 'CmdOrCtrl+I', enabled, click: () => options.host.command('invite') },
    { label: texts.search, accelerator: 'CmdOrCtrl+K', enabled, click: () => options.host.command('search') },
    { label: texts.kiosk, enabled, click: () => options.host.command('kiosk') },
    separator,
    { label: texts.lock, accelerator: 'CmdOrCtrl+L', enabled: options.lockable, click: () => options.host.lock() },
    { label: texts.signOut, enabled, click: () => void options.host.signOut() },
  ]
}

/** The roles keep copy and paste working in every field, on macOS only through the menu. */
function editItems(texts: MenuTexts): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    separator,
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ]
}

function goItems(options: MenuOptions, texts: MenuTexts): MenuItemConstructorOptions[] {
  const items = SCREENS.map((screen, index): MenuItemConstructorOptions => ({
    label: texts[screen],
    accelerator: `CmdOrCtrl+${index + 1}`,
    enabled: options.open,
    click: () => options.host.command(screen),
  }))
  // A place below the overview: it has no number of its own.
  const today = { label: texts.today, enabled: options.open, click: () => options.host.command('today') }
  return items.toSpliced(1, 0, today)
}

function viewItems(options: MenuOptions, texts: MenuTexts): MenuItemConstructorOptions[] {
  return [
    {
      label: texts.language,
      submenu: LOCALES.map((locale) => ({
        label: LANGUAGE_NAMES[locale],
        type: 'radio' as const,
        checked: locale === options.locale,
        click: () => void options.host.setLocale(locale),
      })),
    },
    {
      label: texts.appearance,
      submenu: APPEARANCES.map((appearance) => ({
        label: texts[appearance],
        type: 'radio' as const,
        checked: appearance === options.appearance,
        click: () => void options.host.setAppearance(appearance),
      })),
    },
    separator,
    { role: 'resetZoom', label: texts.actualSize },
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'togglefullscreen', label: texts.fullScreen },
  ]
}
