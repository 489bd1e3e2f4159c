import { escapeHtml } from './html.ts'
import type { Html } from './room.ts'

/** Where no web search goes, as robots.txt says. */
export const closedToRobots = ['/api/', '/app/', '/portal/']

/** The whole page around what a room rendered, with what search engines and those who share a link read of it. */
export function shell(html: Html, publicUrl: string, path: string): string {
  const address = publicUrl + (html.canonical ?? path)
  const meta = (name: string, content: string) =>
    `<meta ${name.startsWith('og:') ? 'property' : 'name'}="${name}" content="${escapeHtml(content)}">`
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(html.title)}</title>`,
    meta('description', html.description),
    ...(html.unlisted ? [meta('robots', 'noindex')] : [`<link rel="canonical" href="${escapeHtml(address)}">`]),
    meta('og:type', 'website'),
    meta('og:title', html.title),
    meta('og:description', html.description),
    meta('og:url', address),
    ...(html.image ? [meta('og:image', publicUrl + html.image)] : []),
    '<link rel="icon" href="/public/mark.svg">',
    '<link rel="stylesheet" href="/public/public.css">',
    ...(html.jsonLd ? [`<script type="application/ld+json">${JSON.stringify(html.jsonLd).replaceAll('<', '\\u003c')}</script>`] : []),
  ]
  return `<!doctype html><html lang="en"><head>${head.join('')}</head><body>${html.body}</body></html>`
}
