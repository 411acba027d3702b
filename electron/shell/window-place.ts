import type { WindowPlace } from './preferences'

/** A rectangle in device-independent pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const SMALLEST = { width: 960, height: 640 } as const
const USUAL = { width: 1280, height: 800 } as const
/** So much of the title bar must stay within reach of the pointer. */
const GRIP = { width: 120, height: 40 } as const

/**
 * Where the window opens: as it was left, if enough of its title bar is on a display that is there now; otherwise in the
 * usual size, placed by the system (x and y are then left out). Never larger than the display it opens on.
 */
export function placeWindow(
  remembered: WindowPlace | null,
  displays: readonly Area[],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  if (remembered) {
    const display = displays.find((each) => gripIsOn(remembered, each))
    if (display) return { x: remembered.x, y: remembered.y, ...fitted(remembered, display) }
  }
  return fitted(remembered ?? USUAL, displays[0] ?? { x: 0, y: 0, ...USUAL })
}

function fitted(size: { width: number; height: number }, display: Area): { width: number; height: number } {
  return {
    width: Math.max(SMALLEST.width, Math.min(size.width, display.width)),
    height: Math.max(SMALLEST.height, Math.min(size.height, display.height)),
  }
}

function gripIsOn(place: Area, display: Area): boolean {
  const visible = Math.min(place.x + place.width, display.x + display.width) - Math.max(place.x, display.x)
  return visible >= GRIP.width && place.y >= display.y && place.y <= display.y + display.height - GRIP.height
}
