import { clipboard, type NativeImage, nativeImage } from 'electron'
import { fieldRefusal } from '../core/domain/refusal'

/** Longest side of a picture that may be copied, in pixels. */
const LARGEST = 4_096
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The clipboard as Electron had it before it took after the one of the web. */
interface EarlierClipboard {
  writeImage(picture: NativeImage): void
}

function isEarlier(found: object): found is EarlierClipboard {
  return 'writeImage' in found
}

/** Puts a picture on the clipboard (Q1). `data`: base64 of a PNG. Throws INVALID_INPUT for anything else or a huge one. */
export async function copyPicture(data: string): Promise<void> {
  const bytes = Buffer.from(data, 'base64')
  // The size stands in the header: a picture that would fill the memory is never unpacked.
  const tooLarge = bytes.length < 24 || bytes.readUInt32BE(16) > LARGEST || bytes.readUInt32BE(20) > LARGEST
  if (tooLarge || !bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw fieldRefusal('data', 'INVALID')
  const picture = nativeImage.createFromBuffer(bytes)
  if (picture.isEmpty()) throw fieldRefusal('data', 'INVALID')
  if (isEarlier(clipboard)) clipboard.writeImage(picture)
  else await writeItem(bytes)
}

async function writeItem(bytes: Buffer): Promise<void> {
  // Asked for only here: an Electron without it could not even be linked to the name.
  const { ClipboardItem } = await import('electron')
  const picture = new Blob([new Uint8Array(bytes)], { type: 'image/png' })
  await clipboard.write([new ClipboardItem({ 'image/png': picture })])
}
