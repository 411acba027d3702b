import { BOX, type ChartBox, type ChartLayout, linkPath } from './chart-layout'

/** Wording of the numbers in a box. */
export interface DrawingTexts {
  readonly people: (box: ChartBox) => string
  readonly heads: (box: ChartBox) => string
}

const STYLE = `text{font-family:Inter,"Segoe UI","Helvetica Neue",Arial,sans-serif;font-size:13px;fill:#1c1d22}
.quiet{font-size:12px;fill:#50535f}.name{font-weight:600}
rect{fill:#fff;stroke:#cbccd5}path{fill:none;stroke:#cbccd5;stroke-width:1.5}`

/** Characters of one line, so that none runs out of its box. */
const LINE = 25

/** The whole chart as a drawing that stands by itself: on white, without the window's colours or fonts (D1). */
export function drawChart(layout: ChartLayout, texts: DrawingTexts): string {
  const { width, height } = layout
  const parts = layout.boxes.map((box) => {
    const parent = box.node.parentId === null ? undefined : layout.byId.get(box.node.parentId)
    return (parent ? `<path d="${linkPath(parent, box)}"/>` : '') + boxOf(box, texts)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><style>${STYLE}</style><rect width="100%" height="100%" style="stroke:none"/>${parts.join('')}</svg>`
}

function boxOf(box: ChartBox, texts: DrawingTexts): string {
  const line = (text: string, y: number, className: string): string =>
    text === ''
      ? ''
      : `<text class="${className}" x="${box.x + 12}" y="${box.y + y}">${escaped(shortened(text))}</text>`
  return (
    `<rect x="${box.x}" y="${box.y}" width="${BOX.width}" height="${BOX.height}" rx="8"/>` +
    line(box.node.name, 24, 'name') +
    line(texts.heads(box), 43, 'quiet') +
    line(texts.people(box), 62, 'quiet')
  )
}

/** At most a line, cut between whole characters. */
export function shortened(text: string): string {
  const characters = [...text]
  return characters.length <= LINE ? text : `${characters.slice(0, LINE - 1).join('')}…`
}

/** XML of any text: no control characters, which no XML can hold, and no markup. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Pixels of the longer side of a picture that every viewer opens. */
const LARGEST = 16_000

/** The drawing as PNG, base64, at twice its size as far as pictures may be that large. */
export async function drawingAsPng(svg: string, width: number, height: number): Promise<string> {
  const scale = Math.min(2, LARGEST / Math.max(width, height))
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No picture can be drawn here')
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png').split(',')[1] ?? ''
}
