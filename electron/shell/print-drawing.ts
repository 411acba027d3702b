import { withInertPage } from './inert-page'

/** Inches to a CSS pixel. */
const INCH = 96
/** The largest page, in inches: what PDF readers of today still show. */
const LARGEST = 200
const STYLES = '@page{margin:0}body{margin:0}img{display:block;width:100%}'

/**
 * One page of PDF, as large as the drawing, with vector shapes and text; the drawing is an image in a page that runs no
 * scripts.
 */
export async function printDrawing(svg: string): Promise<Uint8Array> {
  const { width, height } = sizeOf(svg)
  const image = `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
  const page = { title: '', locale: 'en', styles: STYLES, body: `<img alt="" src="${image}">` } as const
  return await withInertPage(page, (contents) =>
    contents.printToPDF({
      printBackground: true,
      pageSize: { width: Math.min(width / INCH, LARGEST), height: Math.min(height / INCH, LARGEST) },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    }),
  )
}

/** Width and height of the drawing in CSS pixels, from its own attributes. */
function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const attribute = (name: string): number => {
    const found = new RegExp(`<svg[^>]*\\s${name}="([0-9.]+)"`, 'u').exec(svg)
    return Math.max(INCH, Number(found?.[1] ?? 0) || INCH * 10)
  }
  return { width: attribute('width'), height: attribute('height') }
}
