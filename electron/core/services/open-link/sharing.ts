import english from '../../../../resources/templates/share.en.json'
import russian from '../../../../resources/templates/share.ru.json'
import { fillMailText } from '../../domain/mail-templates'
import { type SharedLink, sharedMessage, shareUrl } from '../../domain/share-links'
import type { Locale, ShareApp } from '../../domain/vocabulary'
import type { JoinLinks } from '../join-links'
import type { Actor, ShareApps } from '../ports'
import type { ServiceContext } from '../service-context'
import { variantFor } from './variants'

const TEXTS: Readonly<Record<Locale, string>> = { en: english.text, ru: russian.text }

export interface ShareOrder {
  readonly departmentIds: readonly string[]
  readonly locale: Locale
}

/** L8: what a messenger is handed; the link is that of a variant with the departments chosen there (L11). */
export function createSharing(context: ServiceContext, links: JoinLinks, shareApps: ShareApps) {
  async function shared(
    actor: Actor,
    { departmentIds, locale }: ShareOrder,
  ): Promise<SharedLink & { readonly onlyHere: boolean }> {
    const { link, portal } = await variantFor(context, links, actor, departmentIds)
    const { text } = fillMailText({ subject: '', body: TEXTS[locale] }, { portal, code: link.code }, locale)
    return { text, url: link.url, onlyHere: link.onlyHere }
  }

  return {
    async text(actor: Actor, order: ShareOrder): Promise<{ readonly text: string; readonly onlyHere: boolean }> {
      const link = await shared(actor, order)
      return { text: sharedMessage(link), onlyHere: link.onlyHere }
    },

    /** Throws what variantFor throws, and VIBER_MISSING. */
    async hand(actor: Actor, order: ShareOrder & { readonly app: ShareApp }): Promise<void> {
      await shareApps.open(shareUrl(order.app, await shared(actor, order)))
    },
  }
}
