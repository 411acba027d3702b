import { inflateSync } from 'node:zlib'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of each pixel, row by row. */
  readonly data: Uint8ClampedArray
}

/** The pixels of a PNG of eight bits a channel with opacity, as libraries write them; throws for any other kind. */
export function pixelsOf(png: Buffer): Pixels {
  const parts: Buffer[] = []
  let [width, height] = [0, 0]
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const kind = png.toString('latin1', at + 4, at + 8)
    const content = png.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') {
      width = content.readUInt32BE(0)
      height = content.readUInt32BE(4)
      if (content[8] !== 8 || content[9] !== 6 || content[12] !== 0) throw new Error('another kind of PNG')
    }
    if (kind === 'IDAT') parts.push(content)
    at += length + 12
  }
  const packed = inflateSync(Buffer.concat(parts))
  const line = width * 4
  const data = new Uint8ClampedArray(line * height)
  for (let row = 0; row < height; row += 1) {
    const filter = packed[row * (line + 1)] ?? 0
    for (let place = 0; place < line; place += 1) {
      const at = row * line + place
      const left = place < 4 ? 0 : (data[at - 4] ?? 0)
      const up = row === 0 ? 0 : (data[at - line] ?? 0)
      const corner = place < 4 || row === 0 ? 0 : (data[at - line - 4] ?? 0)
      data[at] = ((packed[row * (line + 1) + 1 + place] ?? 0) + predicted(filter, left, up, corner)) & 255
    }
  }
  return { width, height, data }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    default: {
      const guess = left + up - corner
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
      if (a <= b && a <= c) return left
      return b <= c ? up : corner
    }
  }
}
