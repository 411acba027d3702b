import { describe, expect, it } from 'vitest'
import { placeWindow } from '../../../electron/shell/window-place'

const laptop = { x: 0, y: 0, width: 1440, height: 860 }
const beside = { x: 1440, y: 0, width: 2560, height: 1400 }
const left = { x: 1600, y: 100, width: 1500, height: 1000, maximized: false }

describe('where the window opens', () => {
  it('as it was left, on the display it was on', () => {
    expect(placeWindow(left, [laptop, beside])).toEqual({ x: 1600, y: 100, width: 1500, height: 1000 })
  })

  it('where the system puts it when that display is gone, no larger than what is there', () => {
    expect(placeWindow(left, [laptop])).toEqual({ width: 1440, height: 860 })
  })

  it.each([
    ['above the display', { ...left, x: 0, y: -500 }],
    ['below its edge', { ...left, x: 0, y: 850 }],
    ['with a sliver left', { ...left, x: 1400, y: 0 }],
    ['far to the left', { ...left, x: -1450, y: 0 }],
  ])('never where its title bar is out of reach: %s', (_name, place) => {
    expect(placeWindow(place, [laptop])).not.toHaveProperty('x')
  })

  it('in the usual size at the first start, and never below the smallest', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1280, height: 800 })
    expect(placeWindow(null, [])).toEqual({ width: 1280, height: 800 })
    expect(placeWindow({ ...left, x: 0, y: 0, width: 10, height: 10 }, [laptop])).toMatchObject({
      width: 960,
      height: 640,
    })
  })
})
