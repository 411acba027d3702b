/** A code on a grid of `size` modules, as one SVG path. */
export interface QrDrawing {
  readonly size: number
  readonly path: string
}

/** White modules around a code that readers need (Q4). */
export const QUIET = 4
/** Pixels a saved or copied code has at least on each side: sharp on paper and on a projector. */
const PIXELS = 1_024
/** Millimetres a module of a saved drawing has where a program asks for its size: a code is read at arm's length. */
const MODULE = 1

/** The code as an SVG file: black on white whatever it is laid on, with its quiet zone. */
export function qrSvg({ path, size }: QrDrawing): string {
  const side = size + 2 * QUIET
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side * MODULE}mm" height="${side * MODULE}mm"`,
    ` viewBox="${-QUIET} ${-QUIET} ${side} ${side}" shape-rendering="crispEdges">`,
    `<rect x="${-QUIET}" y="${-QUIET}" width="${side}" height="${side}" fill="#fff"/>`,
    `<path d="${path}" fill="#000"/></svg>`,
  ].join('')
}

/** Pixels of a module in the picture: whole ones, so that no edge is blurred. */
export function modulePixels(size: number): number {
  return Math.ceil(PIXELS / (size + 2 * QUIET))
}

/** The code as a PNG picture, in base64. */
export function qrPng({ path, size }: QrDrawing): string {
  const scale = modulePixels(size)
  const side = (size + 2 * QUIET) * scale
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No picture can be drawn here')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, side, side)
  context.setTransform(scale, 0, 0, scale, QUIET * scale, QUIET * scale)
  context.fillStyle = '#000'
  // The path is made of runs of dark modules, each one high.
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/gu)) {
    context.fillRect(Number(x), Number(y), Number(width), 1)
  }
  return canvas.toDataURL('image/png').split(',')[1] ?? ''
}
