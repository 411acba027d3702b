import { BrowserWindow } from 'electron'

/** Inches to a CSS pixel. */
const INCH = 96
/** The largest page, in inches: what PDF readers of today still show. */
const LARGEST = 200

/**
 * One page of PDF, as large as the drawing, with vector shapes and text. The page that is printed runs no scripts and reaches nothing:
 * it has a session of its own, and the drawing is an image in it.
 */
export async function printDrawing(svg: string): Promise<Uint8Array> {
  const { width, height } = sizeOf(svg)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, javascript: false, partition: 'drawing' },
  })
  try {
    const image = `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
    const page = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><style>@page{margin:0}body{margin:0}img{display:block;width:100%}</style><img alt="" src="${image}">`
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(page, 'utf8').toString('base64')}`)
    return await window.webContents.printToPDF({
      printBackground: true,
      pageSize: { width: Math.min(width / INCH, LARGEST), height: Math.min(height / INCH, LARGEST) },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    })
  } finally {
    window.destroy()
  }
}

/** Width and height of the drawing in CSS pixels, from its own attributes. */
function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const attribute = (name: string): number => {
    const found = new RegExp(`<svg[^>]*\\s${name}="([0-9.]+)"`, 'u').exec(svg)
    return Math.max(INCH, Number(found?.[1] ?? 0) || INCH * 10)
  }
  return { width: attribute('width'), height: attribute('height') }
}
