import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const COLOURS = 256
/** Squared distance below which two colours look the same on a screen of flat surfaces and text. */
const ALIKE = 12

interface Picture {
  readonly width: number
  readonly height: number
  /** A colour for each pixel, as 0xRRGGBB. */
  readonly pixels: Uint32Array
}

/** The same picture with at most 256 colours: a third of the size, and no difference to be seen on a flat surface. */
export function smaller(png: Buffer): Buffer {
  const picture = decode(png)
  const palette = paletteOf(picture.pixels)
  const places = new Map(palette.map((colour, place) => [colour, place]))
  const rows = Buffer.alloc((picture.width + 1) * picture.height)
  for (let at = 0; at < picture.pixels.length; at += 1) {
    const colour = picture.pixels[at] ?? 0
    const place = places.get(colour) ?? nearest(palette, colour)
    places.set(colour, place)
    rows[Math.floor(at / picture.width) * (picture.width + 1) + 1 + (at % picture.width)] = place
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(picture.width, 0)
  header.writeUInt32BE(picture.height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The most frequent colours first; one that looks like a chosen one waits until all others had their turn. */
function paletteOf(pixels: Uint32Array): readonly number[] {
  const counts = new Map<number, number>()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const byFrequency = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => colour)
  const palette: number[] = []
  const alike: number[] = []
  for (const colour of byFrequency) {
    if (palette.length === COLOURS) break
    if (palette.some((chosen) => distance(chosen, colour) < ALIKE)) alike.push(colour)
    else palette.push(colour)
  }
  return [...palette, ...alike].slice(0, COLOURS)
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0
  for (let place = 1; place < palette.length; place += 1) {
    if (distance(palette[place] ?? 0, colour) < distance(palette[best] ?? 0, colour)) best = place
  }
  return best
}

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16)
  const green = ((one >> 8) & 255) - ((other >> 8) & 255)
  const blue = (one & 255) - (other & 255)
  return red * red + green * green + blue * blue
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Reads what browsers write: 8 bits, red, green and blue, with or without alpha, not interlaced. Throws otherwise. */
function decode(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const [depth, type, , , interlaced] = png.subarray(24, 29)
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0)
    throw new Error('Not a picture as browsers take it')
  const size = type === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * size
  const pixels = new Uint32Array(width * height)
  let above = new Uint8Array(stride)
  for (let row = 0; row < height; row += 1) {
    const start = row * (stride + 1)
    const line = unfiltered(raw[start] ?? 0, raw.subarray(start + 1, start + 1 + stride), above, size)
    for (let at = 0; at < width; at += 1) {
      const [red = 0, green = 0, blue = 0] = line.subarray(at * size, at * size + 3)
      pixels[row * width + at] = (red << 16) | (green << 8) | blue
    }
    above = line
  }
  return { width, height, pixels }
}

/** One line with its filter undone (PNG specification, section 9). */
function unfiltered(filter: number, line: Uint8Array, above: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const plain = new Uint8Array(line.length)
  for (let at = 0; at < line.length; at += 1) {
    const left = plain[at - size] ?? 0
    const up = above[at] ?? 0
    const corner = at < size ? 0 : (above[at - size] ?? 0)
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
    plain[at] = (line[at] ?? 0) + guess
  }
  return plain
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
