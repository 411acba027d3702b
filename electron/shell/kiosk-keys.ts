/** What Electron tells of a key before the page gets it. */
export interface PressedKey {
  readonly type: string
  readonly key: string
  /** Which key of the keyboard it is, whatever letter is on it: `KeyA`. */
  readonly code: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
}

/** Keys with a name that belong to filling in a form. */
const NAMED: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Backspace',
  'Delete',
  'Escape',
  'Home',
  'End',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Shift',
  'CapsLock',
  'AltGraph',
  'Dead',
  'Process',
  'Unidentified',
])

/**
 * J3: whether a key may reach the kiosk's page: what types, and what moves between fields. Everything with Ctrl, Cmd or Alt
 * is a shortcut of something (reload, developer tools, print, zoom, the clipboard of the operator), and so is every function
 * key; but Ctrl+Alt is AltGr on Windows and Option types letters on a Mac, and Ctrl or Cmd with A selects what was typed.
 */
export function mayTypeAtKiosk(pressed: PressedKey, platform: NodeJS.Platform): boolean {
  // What is let go of does nothing; a page that never hears of it believes the key is still down.
  if (pressed.type === 'keyUp') return true
  const types = [...pressed.key].length === 1
  const command = platform === 'darwin' ? pressed.meta : pressed.control
  const other = platform === 'darwin' ? pressed.control : pressed.meta
  if (other) return false
  if (types && command && !pressed.alt) return selectsAll(pressed)
  if (types && command !== pressed.alt) return platform === 'darwin' && pressed.alt
  if (types) return platform !== 'darwin' || !command
  return !command && !pressed.alt && NAMED.has(pressed.key)
}

/** The letter A; on a keyboard without Latin letters the key where it would be, as everywhere in the system. */
function selectsAll({ code, key }: PressedKey): boolean {
  return /^[a-z]$/iu.test(key) ? key.toLowerCase() === 'a' : code === 'KeyA'
}
