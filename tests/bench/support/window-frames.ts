import type { Page } from '@playwright/test'

export interface Frames {
  /** The longest time between two frames, in milliseconds. */
  readonly longest: number
  /** The longest task of the page's own thread of 50 ms or more, in milliseconds; 0: there was none. */
  readonly longestTask: number
}

/** Runs in the page: keeps the times between frames and the long tasks until `stopWatching` asks for them. */
const startWatching = `(() => {
  const watch = { frames: [], tasks: [], on: true }
  let last = performance.now()
  const frame = (now) => {
    watch.frames.push(now - last)
    last = now
    if (watch.on) requestAnimationFrame(frame)
  }
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(frame) })
  watch.observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.tasks.push(entry.duration)
  })
  watch.observer.observe({ entryTypes: ['longtask'] })
  globalThis.benchWatch = watch
})()`

const stopWatching = `(() => {
  const watch = globalThis.benchWatch
  watch.on = false
  for (const entry of watch.observer.takeRecords()) watch.tasks.push(entry.duration)
  watch.observer.disconnect()
  return { longest: Math.max(0, ...watch.frames), longestTask: Math.max(0, ...watch.tasks) }
})()`

/** Does something in the window and measures the frames drawn meanwhile. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(startWatching)
  await work()
  // Two frames more, so that what the work has left to draw is among them.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))')
  return await page.evaluate<Frames>(stopWatching)
}

/** How many elements the page is made of. */
export async function countNodes(page: Page): Promise<number> {
  return await page.evaluate<number>("document.getElementsByTagName('*').length")
}
