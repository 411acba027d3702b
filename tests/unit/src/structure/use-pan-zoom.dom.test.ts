import type * as VueUse from '@vueuse/core'
import { effectScope, nextTick, type Ref, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePanZoom } from '../../../../src/screens/structure/chart/use-pan-zoom'

const sizes = vi.hoisted(() => ({ element: {} as { width: Ref<number>; height: Ref<number> } }))
vi.mock('@vueuse/core', async (original) => ({
  ...(await original<typeof VueUse>()),
  useElementSize: () => sizes.element,
}))

async function resize(width: number, height: number): Promise<void> {
  sizes.element.width.value = width
  sizes.element.height.value = height
  await nextTick()
}

let scope = effectScope()
beforeEach(() => {
  scope = effectScope()
  sizes.element = { width: ref(800), height: ref(600) }
})
afterEach(() => scope.stop())

/** A chart of this size in a window of 800 × 600. */
function open(width: number, height: number) {
  const chart = scope.run(() => usePanZoom(ref(null), () => ({ width, height })))
  if (!chart) throw new Error('the scope has ended')
  return chart
}

describe('D1: the chart in a window that changes its size', () => {
  it('is fitted again where it was fitted', async () => {
    const { place, showAll } = open(1_600, 600)
    showAll()
    expect(place).toEqual({ x: 0, y: 0, zoom: 0.5 })
    await resize(400, 600)
    expect(place).toEqual({ x: 0, y: 0, zoom: 0.25 })
    await resize(1_600, 900)
    expect(place).toEqual({ x: 0, y: 0, zoom: 1 })
  })

  it('stays as readable as it began', async () => {
    const { place, start } = open(1_600, 600)
    start()
    await resize(400, 300)
    expect(place.zoom).toBe(0.7)
    expect(place.x + 400 / 0.7 / 2).toBeCloseTo(800)
  })

  it('keeps its centre in the centre once it was moved or zoomed', async () => {
    const { place, view, showAll, zoomIn } = open(1_600, 1_200)
    showAll()
    zoomIn()
    const centre = { x: view.value.x + view.value.width / 2, y: view.value.y + view.value.height / 2 }
    const { zoom } = place
    await resize(500, 900)
    expect(place.zoom).toBe(zoom)
    expect(view.value.x + view.value.width / 2).toBeCloseTo(centre.x)
    expect(view.value.y + view.value.height / 2).toBeCloseTo(centre.y)
  })

  it('comes back as it was after it was hidden', async () => {
    const { place, moveBy } = open(1_600, 1_200)
    moveBy(300, 200)
    const before = { ...place }
    await resize(0, 0)
    await resize(800, 600)
    expect(place).toEqual(before)
  })
})
