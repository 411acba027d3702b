import type { SheetOrder, SheetPaper, SheetPreview } from '../../../contract/sheets'
import { shortCode } from '../../domain/join-codes'
import { isReadable, moduleSize, SMALLEST_MODULE } from '../../domain/printed-codes'
import { Refusal } from '../../domain/refusal'
import { gridOf, isLabels, pagesOf, type SheetPage } from '../../domain/sheet-layouts'
import { LOCALES, type Locale } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import { qrCode } from '../../sheets/qr-code'
import { type SheetEntry, typedAddress } from '../../sheets/sheet-entry'
import type { SheetLook } from '../../sheets/sheet-pages'
import { readPortal } from '../../store/accounts'
import { isOnlyHere, type JoinLinks } from '../join-links'
import { variantFor } from '../open-link/variants'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { type ChosenInvitation, chooseInvitations } from './choosing'

/** What is going to be printed, without a single code drawn. */
export interface SheetPlan {
  readonly portal: string
  readonly look: SheetLook
  readonly pages: readonly SheetPage[]
  readonly sheets: number
  /** What stands on a sheet, counted from 0. Throws VAULT_LOCKED. */
  entry(at: number): SheetEntry
  /** The invitations among the sheets from `first` on; none for copies of the open link. */
  invitations(first: number, count: number): readonly ChosenInvitation[]
  readonly leftOut: SheetPreview['leftOut']
  readonly onlyHere: boolean
}

/**
 * Q2–Q4: reads whom sheets are for and lays them out. Throws NOT_FOUND, JOIN_ADDRESS_MISSING, SHEETS_TOO_MANY,
 * SHEET_CODE_TOO_FINE and for the open link what variantFor throws.
 */
export async function planSheets(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  { paper, whom }: SheetOrder,
): Promise<SheetPlan> {
  const { clock, store } = context
  const base = await links.base()
  demandReadable(links, base, paper)
  const { name: portal } = await readPortal(store.reader)
  const common = { portal, look: lookOf(paper), onlyHere: isOnlyHere(base) }
  const written = { portal, address: typedAddress(base), contact: paper.contact }
  if (whom.kind === 'open-link') {
    const { departments, link } = await variantFor(context, links, actor, whom.departmentIds)
    const locale = paper.language === 'own' ? paper.locale : paper.language
    const entry: SheetEntry = {
      ...written,
      name: '',
      departments: departments.map((each) => each.name),
      url: link.url,
      code: link.code,
      until: writtenDay(link.expiresAt, locale),
      locale,
    }
    return {
      ...common,
      pages: pagesFor(paper, whom.copies, () => false),
      sheets: whom.copies,
      entry: () => entry,
      invitations: () => [],
      leftOut: [],
    }
  }
  const { invitations, leftOut } = await chooseInvitations(store.reader, actor, whom, clock.now())
  return {
    ...common,
    pages: pagesFor(paper, invitations.length, (at) => beginsDepartment(invitations, at)),
    sheets: invitations.length,
    entry: (at) => entryOf(invitations[at], paper, written, links, base),
    invitations: (first, count) => invitations.slice(first, first + count),
    leftOut,
  }
}

export function lookOf(paper: SheetPaper): SheetLook {
  const { correction, layout, locale, shiftX, shiftY } = paper
  return { layout, paper: paper.paper, correction, shift: { x: shiftX, y: shiftY }, locale }
}

/**
 * Q4: links of one address are equally long, and letters alone make the largest code among them. Throws JOIN_ADDRESS_MISSING,
 * SHEET_CODE_TOO_FINE {size, smallest} in millimetres.
 */
function demandReadable(links: JoinLinks, base: string, { correction, layout }: SheetPaper): void {
  const { size } = qrCode(links.url(base, 'W'.repeat(TOKEN_LENGTH)), correction)
  if (isReadable(layout, size)) return
  // Rounded down: half a millimetre that is none would be a riddle.
  const written = (Math.floor(moduleSize(layout, size) * 100) / 100).toFixed(2)
  throw new Refusal('SHEET_CODE_TOO_FINE', { size: written, smallest: SMALLEST_MODULE })
}

/** Characters of a link's token (domain/join-codes.ts). */
const TOKEN_LENGTH = 32

function pagesFor(
  { apart, layout, paper, start }: SheetPaper,
  sheets: number,
  begins: (at: number) => boolean,
): readonly SheetPage[] {
  const { columns, rows } = gridOf(layout, paper)
  return pagesOf(sheets, columns * rows, isLabels(layout) ? start : 1, apart ? begins : undefined)
}

function beginsDepartment(invitations: readonly ChosenInvitation[], at: number): boolean {
  return at > 0 && invitations[at]?.departments[0] !== invitations[at - 1]?.departments[0]
}

function entryOf(
  invitation: ChosenInvitation | undefined,
  paper: SheetPaper,
  written: Pick<SheetEntry, 'portal' | 'address' | 'contact'>,
  links: JoinLinks,
  base: string,
): SheetEntry {
  if (!invitation) throw new RangeError('there is no such sheet')
  const token = links.token(invitation)
  const locale: Locale = LOCALES.find((each) => each === paper.language) ?? invitation.locale
  return {
    ...written,
    name: invitation.person.name,
    departments: invitation.departments,
    url: links.url(base, token),
    code: shortCode(token),
    until: writtenDay(invitation.expires_at, locale),
    locale,
  }
}
