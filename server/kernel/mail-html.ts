import { escapeHtml } from './html.ts'

/**
 * The same letter as HTML: its words escaped, a blank line begins a paragraph, addresses of the web are links. No pictures, no styles but the
 * measure of a line: the reader's own colours hold, dark ones too, and nothing is fetched when it is opened.
 */
export function letterHtml(subject: string, text: string, locale = 'en'): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(linked).join('<br>')}</p>`)
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title>`
  return `<!doctype html><html lang="${escapeHtml(locale)}"><head>${head}</head><body style="max-width:38em">${paragraphs.join('')}</body></html>`
}

/** Everything is escaped piece by piece; what ends a sentence is no part of an address. */
function linked(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map((part, at) => (at % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>`))
    .join('')
}
