/** A window that is not seen draws no frames: its work goes on after this long, in milliseconds. */
const UNSEEN = 100

/** Resolves in a task after the next frame was drawn: what follows does not make that frame longer. */
export function nextFrame(): Promise<void> {
  return new Promise((done) => {
    const unseen = setTimeout(done, UNSEEN)
    requestAnimationFrame(() => {
      clearTimeout(unseen)
      setTimeout(done)
    })
  })
}
