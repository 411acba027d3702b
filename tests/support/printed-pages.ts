import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import jsQR from 'jsqr'
import type { Box } from '../../electron/core/domain/sheet-layouts'

const run = promisify(execFile)

/** A page as a printer or a camera sees it: how bright each point is, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** How a phone sees a sheet: turned (degrees), with less contrast (how bright black and white are), farther away (scale). */
export interface View {
  readonly turn?: number
  readonly black?: number
  readonly white?: number
  readonly scale?: number
}

/** The pages of a PDF as pictures, one after another, at so many points an inch. */
export async function* picturesOf(file: string, dpi: number): AsyncGenerator<Picture> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-pages-'))
  try {
    await run('pdftoppm', ['-r', String(dpi), '-gray', file, join(folder, 'page')])
    for (const name of (await readdir(folder)).toSorted()) yield pictureIn(await readFile(join(folder, name)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A binary PGM file. */
function pictureIn(file: Buffer): Picture {
  const [head = '', width = '', height = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/u.exec(file.toString('latin1', 0, 40)) ?? []
  if (head === '') throw new Error('no such picture')
  return { width: Number(width), height: Number(height), data: file.subarray(head.length) }
}

/** A part of a page, in millimetres. */
export function cutOut(page: Picture, box: Box, dpi: number): Picture {
  const points = (millimetres: number): number => Math.round((millimetres / 25.4) * dpi)
  const [left, top] = [points(box.left), points(box.top)]
  const width = Math.min(points(box.width), page.width - left)
  const height = Math.min(points(box.height), page.height - top)
  const data = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const from = (top + row) * page.width + left
    data.set(page.data.subarray(from, from + width), row * width)
  }
  return { width, height, data }
}

/** The same picture as a phone would see it; what lies beside the paper is as white as the paper. */
export function seen(picture: Picture, { black = 0, scale = 1, turn = 0, white = 255 }: View): Picture {
  const [sine, cosine] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)]
  const width = Math.ceil((picture.width * Math.abs(cosine) + picture.height * Math.abs(sine)) * scale)
  const height = Math.ceil((picture.width * Math.abs(sine) + picture.height * Math.abs(cosine)) * scale)
  const data = new Uint8Array(width * height)
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= picture.width || y >= picture.height ? 255 : (picture.data[y * picture.width + x] ?? 255)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [fromX, fromY] = [(column - width / 2) / scale, (row - height / 2) / scale]
      const x = fromX * cosine + fromY * sine + picture.width / 2
      const y = fromY * cosine - fromX * sine + picture.height / 2
      const [left, top] = [Math.floor(x), Math.floor(y)]
      const [right, down] = [x - left, y - top]
      const upper = at(left, top) * (1 - right) + at(left + 1, top) * right
      const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right
      data[row * width + column] = black + ((upper * (1 - down) + lower * down) / 255) * (white - black)
    }
  }
  return { width, height, data }
}

/** What the code in a picture says; null where a phone finds none. */
export function readCode({ data, height, width }: Picture): string | null {
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (const [at, value] of data.entries()) pixels.set([value, value, value, 255], at * 4)
  return jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null
}

/** A word on a page with its place, in millimetres. */
export interface PrintedWord extends Box {
  readonly text: string
}

/** The words of each page of a PDF. */
export async function wordsOf(file: string): Promise<readonly (readonly PrintedWord[])[]> {
  const { stdout } = await run('pdftotext', ['-bbox', file, '-'], { maxBuffer: 256 * 1024 * 1024 })
  const millimetres = (points: string): number => (Number(points) / 72) * 25.4
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)<\/word>/gu)].map(
        ([, left = '', top = '', right = '', bottom = '', text = '']) => ({
          text: text
            .replace(/&lt;/gu, '<')
            .replace(/&gt;/gu, '>')
            .replace(/&quot;/gu, '"')
            .replace(/&amp;/gu, '&'),
          left: millimetres(left),
          top: millimetres(top),
          width: millimetres(right) - millimetres(left),
          height: millimetres(bottom) - millimetres(top),
        }),
      ),
    )
}
