import { withBlanks } from '../domain/blanks'
import { codeSide, type Correction } from '../domain/printed-codes'
import type { SheetLayout } from '../domain/vocabulary'
import { codeMarkup, fittedMarkup, millimetres, typedCode } from './sheet-markup'
import { type SheetTexts, sheetTexts } from './sheet-texts'
import type { SheetEntry } from './sheet-entry'

export type SmallLayout = Exclude<SheetLayout, 'letter'>

/** Height of a block in millimetres, and its largest and smallest type in points. */
type Block = readonly [height: number, largest: number, smallest: number]

/** How a card or label is filled: text at the left as wide as given, the code at the right. In millimetres. */
interface Face {
  /** Free at every edge, for labels with round corners and printers that are a little off. */
  readonly inset: number
  readonly text: number
  readonly portal: Block
  readonly name: Block
  readonly departments: Block
  readonly how: Block
  readonly address: Block
  readonly code: readonly [lines: 1 | 2, points: number]
  readonly until: Block
  readonly contact: Block | null
  readonly words: 'how' | 'short'
}

const FACES: Readonly<Record<SmallLayout, Face>> = {
  cards: {
    inset: 4,
    text: 41,
    portal: [8, 10, 6],
    name: [14.5, 16, 6],
    departments: [5.5, 8.5, 5],
    how: [9.5, 7.5, 6],
    address: [6.4, 9, 5],
    code: [1, 9.5],
    until: [3.4, 7, 5],
    contact: [6, 7, 4.5],
    words: 'how',
  },
  L7160: {
    inset: 2,
    text: 29,
    portal: [3.4, 7, 4],
    name: [9.2, 11, 5],
    departments: [4.4, 6.5, 4],
    how: [2.6, 6, 4],
    address: [5, 7, 4],
    code: [2, 8.5],
    until: [2.4, 5.5, 4],
    contact: null,
    words: 'short',
  },
  L7163: {
    inset: 2,
    text: 60,
    portal: [4, 9, 5],
    name: [10, 14, 6],
    departments: [3.8, 8, 4.5],
    how: [3, 7, 5],
    address: [4.2, 9, 5],
    code: [1, 10],
    until: [3, 6.5, 5],
    contact: null,
    words: 'short',
  },
  '5160': {
    inset: 1,
    text: 40.5,
    portal: [2.9, 7, 4],
    name: [6.2, 10.5, 5],
    departments: [2.7, 6.5, 4],
    how: [2.4, 5.5, 4],
    address: [2.9, 7, 4],
    code: [1, 8],
    until: [2.1, 5, 4],
    contact: null,
    words: 'short',
  },
}

/** A card or label with one invitation on it (Q2). */
export function smallSheet(layout: SmallLayout, entry: SheetEntry, correction: Correction): string {
  const face = FACES[layout]
  const texts = sheetTexts(entry.locale)
  const blocks = [
    block(face, face.portal, entry.portal, 'portal'),
    block(face, face.name, nameOn(entry, texts), 'name'),
    block(face, face.departments, entry.departments.join(', '), 'quiet'),
    '<p class="gap"></p>',
    block(face, face.how, texts[face.words], 'quiet'),
    block(face, face.address, entry.address, 'address'),
    typedCode(entry.code, ...face.code),
    block(face, face.until, entry.until && withBlanks(texts.until, { day: entry.until }), 'quiet'),
    face.contact ? block(face, face.contact, entry.contact, 'quiet') : '',
  ]
  return `<div class="words">${blocks.join('')}</div>${codeMarkup(entry.url, correction)}`
}

/** Without a name the sheet says what it is for. */
function nameOn(entry: SheetEntry, texts: SheetTexts): string {
  return entry.name === '' ? withBlanks(texts.invited, { portal: entry.portal }) : entry.name
}

function block(face: Face, [height, largest, smallest]: Block, text: string, name: string): string {
  return fittedMarkup(text, { width: face.text, height }, [largest, smallest], name)
}

export function smallStyles(layout: SmallLayout): string {
  const { inset, text } = FACES[layout]
  const side = millimetres(codeSide(layout))
  return `
.cell{display:flex;justify-content:space-between;align-items:${layout === 'cards' ? 'flex-start' : 'center'};padding:${millimetres(inset)}}
.words{display:flex;flex-direction:column;width:${millimetres(text)};${layout === 'cards' ? 'height:100%' : 'max-height:100%'}}
.gap{flex:1 1 auto;min-height:.2mm}
.qr{width:${side};height:${side}}
.portal{font-weight:600}
.name{font-weight:700}
.quiet{color:#333}
${layout === 'L7163' || layout === 'cards' ? '.words p{margin-bottom:.3mm}' : ''}
.address{font-weight:600}
${layout === 'cards' ? '.cell{border:.15mm dashed #999}.cell .portal{margin-bottom:1.5mm}.code{margin-block:.6mm}' : ''}
`
}
