import { html } from 'hono/html'
import { type Locale, LOCALES } from '../../domain/vocabulary'
import { LANGUAGE_NAMES, type Say, speak } from '../languages'

/** Escaped HTML, as Hono's template makes it: whatever is filled in is text and never markup. */
export type Markup = ReturnType<typeof html>

/** What every page knows. */
export interface Page {
  readonly locale: Locale
  readonly portal: string
  /** Path of the page for the language links; it holds no secret that its own address does not hold. */
  readonly path: string
  readonly say: Say
}

export function pageFor(locale: Locale, portal: string, path: string): Page {
  const say = speak(locale)
  return { locale, portal, path, say: (key, blanks) => say(key, { portal, ...blanks }) }
}

/** A whole page: the company's mark and name above, one story, the languages below. */
export function layout(page: Page, title: string, body: Markup, failed = false): Markup {
  const headline = failed ? page.say('title.error', { title }) : title
  return html`<!doctype html>
    <html lang="${page.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${headline === page.portal ? headline : `${headline} · ${page.portal}`}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <div class="page">
          <header class="company">
            <span class="mark" aria-hidden="true">${initial(page.portal)}</span>
            <span class="company-name" dir="auto">${page.portal}</span>
          </header>
          <main>${body}</main>
          <footer>
            <nav class="languages" aria-label="${page.say('language')}">
              ${LOCALES.map((locale) =>
                locale === page.locale
                  ? html`<span class="language" lang="${locale}" aria-current="true">${LANGUAGE_NAMES[locale]}</span>`
                  : html`<a class="language" lang="${locale}" hreflang="${locale}" href="${page.path}?lang=${locale}"
                      >${LANGUAGE_NAMES[locale]}</a
                    >`,
              )}
            </nav>
          </footer>
        </div>
      </body>
    </html>`
}

/** The first letter or digit of the company's name, for its mark. */
function initial(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0].toLocaleUpperCase() ?? ''
}

/** A page with no form: a glyph, a headline, what it means and where to go. */
export function notice(
  page: Page,
  glyph: Glyph,
  title: string,
  paragraphs: readonly string[],
  links: readonly { readonly href: string; readonly text: string; readonly primary?: boolean }[] = [],
): Markup {
  return layout(
    page,
    title,
    html`<div class="notice">
        <span class="glyph glyph-${glyph}" aria-hidden="true">${GLYPHS[glyph]}</span>
        <h1>${title}</h1>
        ${paragraphs.map((paragraph) => html`<p class="lead">${paragraph}</p>`)}
      </div>
      ${links.map((link) => html`<a class="${link.primary ? 'button' : 'button button-quiet'}" href="${link.href}">${link.text}</a>`)}`,
  )
}

export type Glyph = 'done' | 'waiting' | 'stopped'

/** Drawn with the text's colour on a 24 × 24 grid. */
const GLYPHS: Readonly<Record<Glyph, Markup>> = {
  done: html`<svg viewBox="0 0 24 24" width="28" height="28"><path d="M5 12.5l4.5 4.5L19 7.5" /></svg>`,
  waiting: html`<svg viewBox="0 0 24 24" width="28" height="28">
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </svg>`,
  stopped: html`<svg viewBox="0 0 24 24" width="28" height="28"><path d="M12 6v7.5M12 17.5v.01" /></svg>`,
}
