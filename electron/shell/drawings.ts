import type { Files } from '../core/services/ports'

export interface Drawing {
  readonly name: string
  readonly kind: 'svg' | 'png' | 'pdf'
  /** SVG text for svg and pdf; base64 of the picture for png. */
  readonly data: string
}

export interface DrawingOptions {
  readonly files: Files
  /** One page of PDF with the drawing of this SVG text. */
  readonly printDrawing: (svg: string) => Promise<Uint8Array>
}

/** Saves a drawing of the window where the operator chooses; null: nowhere. Throws FILE_NOT_WRITTEN {reason}. */
export async function saveDrawing(
  { files, printDrawing }: DrawingOptions,
  { name, kind, data }: Drawing,
): Promise<{ readonly file: string } | null> {
  const sink = await files.saveAs({ name, extension: kind })
  if (!sink) return null
  try {
    await sink.write(await contentOf(kind, data, printDrawing))
  } catch (error) {
    await sink.giveUp()
    throw error
  }
  await sink.end()
  return { file: sink.path }
}

async function contentOf(
  kind: Drawing['kind'],
  data: string,
  printDrawing: DrawingOptions['printDrawing'],
): Promise<string | Uint8Array> {
  if (kind === 'svg') return data
  return kind === 'png' ? Buffer.from(data, 'base64') : await printDrawing(data)
}
