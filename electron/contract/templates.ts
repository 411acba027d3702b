import { z } from 'zod'
import type { Placeholder } from '../core/domain/mail-templates'
import { LOCALES, type Locale, TEMPLATE_KINDS, type TemplateKind } from '../core/domain/vocabulary'
import { lineSchema, output, procedure, textSchema } from './base'

export interface TemplateText {
  readonly subject: string
  readonly body: string
}

/** One text of the portal in one language (M5). */
export interface Template {
  readonly kind: TemplateKind
  readonly locale: Locale
  readonly standard: TemplateText
  /** The portal's own wording; on the free plan it is kept, but the standard text goes out. */
  readonly own: TemplateText | null
  /** Milliseconds UTC. */
  readonly changedAt: number | null
}

export interface Templates {
  /** M5: only on commercial plans. */
  readonly editable: boolean
  readonly texts: readonly Template[]
  /** What a text of each kind may name, in the order they are offered. */
  readonly placeholders: Readonly<Record<TemplateKind, readonly Placeholder[]>>
}

/** A run of a filled text as it looks: a code and what one signs in with stand out. */
export interface PreviewRun {
  readonly look: 'text' | 'link' | 'code'
  readonly text: string
}

export interface TemplatePreview {
  readonly subject: string
  /** The text alternative. */
  readonly text: string
  /** The formatted alternative: paragraphs of lines of runs. */
  readonly paragraphs: readonly (readonly (readonly PreviewRun[])[])[]
  /** An invitation only: false where it would not fit in a link to the mail app, which then gets the short standard text. */
  readonly fitsMailApp: boolean
}

const whichSchema = z.object({ kind: z.enum(TEMPLATE_KINDS), locale: z.enum(LOCALES) })
const textsSchema = whichSchema.extend({
  text: z.object({ subject: lineSchema(200), body: textSchema(20_000) }),
})

export const templates = {
  list: procedure.output(output<Templates>()),
  /** M5. Throws MAIL_TEXT_FIXED on the free plan, UNKNOWN_PLACEHOLDER with the field concerned. */
  save: procedure.input(textsSchema),
  /** Back to the standard text. */
  remove: procedure.input(whichSchema),
  /** The text filled in with an example. Throws what `save` throws but for the plan. */
  preview: procedure.input(textsSchema).output(output<TemplatePreview>()),
}
