import type { Hono } from 'hono'
import { escapeHtml } from '../kernel/html.ts'
import { type OpenHouse, visitor } from '../kernel/house.ts'
import type { PublicPage } from '../kernel/room.ts'

/** Addresses of one file (sitemaps.org 0.9); with more, the sitemap is an index of several. */
const mostInOne = 50_000
const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The sitemap as the rooms list their pages at the moment. */
export function sitemap(app: Hono, house: OpenHouse, pages: readonly PublicPage[], most = mostInOne): void {
  const { publicUrl } = house.settings
  const located = (path: string, more = '') => `<loc>${escapeHtml(publicUrl + path)}</loc>${more}`
  app.get('/sitemap.xml', async (c) => {
    const all = (await house.openAs(visitor, async (ctx) => Promise.all(pages.map((page) => listedOf(ctx, page))))).flat()
    const part = c.req.query('part')
    if (part !== undefined && !/^\d{1,4}$/.test(part)) return c.notFound()
    if (all.length > most && part === undefined) {
      const parts = Array.from(
        { length: Math.ceil(all.length / most) },
        (_none, at) => `<sitemap>${located(`/sitemap.xml?part=${at}`)}</sitemap>`,
      )
      return xml(`<sitemapindex xmlns="${schema}">${parts.join('')}</sitemapindex>`)
    }
    const from = Number(part ?? 0) * most
    const urls = all.slice(from, from + most).map(({ path, updated }) => {
      return `<url>${located(path, updated ? `<lastmod>${updated.toISOString()}</lastmod>` : '')}</url>`
    })
    return xml(`<urlset xmlns="${schema}">${urls.join('')}</urlset>`)
  })
}

async function listedOf(ctx: Parameters<NonNullable<PublicPage['listed']>>[0], page: PublicPage) {
  if (page.listed) return page.listed(ctx)
  return page.path.includes(':') ? [] : [{ path: page.path }]
}

function xml(body: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, { headers: { 'content-type': 'application/xml' } })
}
