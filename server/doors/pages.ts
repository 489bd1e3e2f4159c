import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { extname, join, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Context as Hono_, Hono } from 'hono'
import { escapeHtml } from '../kernel/html.ts'
import { type OpenHouse, visitor } from '../kernel/house.ts'
import { isRefusal } from '../kernel/refusal.ts'
import type { Html } from '../kernel/room.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.xml': 'application/xml',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
}
const zipped = new Set(['.html', '.js', '.css', '.svg', '.json', '.map', '.webmanifest', '.xml', '.txt'])
const publicFiles = join(import.meta.dirname, '../../web/public')

/** Pages for anyone (rendered by the rooms), sitemap, robots.txt, llms.txt, and the web app for every other path. */
export function pages(app: Hono, house: OpenHouse, webRoot: string | undefined): void {
  const publicPages = house.rooms.flatMap((room) => room.publicPages)
  for (const page of publicPages) {
    app.get(page.path, async (c) => {
      try {
        const params = { ...c.req.query(), ...c.req.param() } as Record<string, string>
        const html = await house.openAs(visitor, (ctx) => page.render(ctx, params))
        return c.html(shell(html, house.settings.publicUrl, c.req.path))
      } catch (error) {
        if (!isRefusal(error)) throw error
        const body = `<main class="page"><h1>${escapeHtml(error.message)}</h1><p><a href="${page.path}">Start again</a></p></main>`
        return c.html(
          shell({ title: 'Not possible', description: error.message, body }, house.settings.publicUrl, c.req.path),
          error.status as 422,
        )
      }
    })
  }
  app.get('/sitemap.xml', (c) => {
    const urls = publicPages
      .filter((page) => !page.path.includes(':'))
      .map((page) => `<url><loc>${escapeHtml(house.settings.publicUrl + page.path)}</loc></url>`)
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`,
      200,
      {
        'content-type': 'application/xml',
      },
    )
  })
  app.get('/robots.txt', (c) =>
    c.text(`User-agent: *\nAllow: /\nDisallow: /api/\nDisallow: /portal/\nSitemap: ${house.settings.publicUrl}/sitemap.xml\n`),
  )
  app.get('/llms.txt', (c) =>
    c.text(`# Quarterdeck\n\n${publicPages.map((page) => `- [${page.title}](${house.settings.publicUrl}${page.path})`).join('\n')}\n`),
  )
  app.get('/public/*', (c) => fileAnswer(c, publicFiles, c.req.path.slice('/public/'.length)) ?? c.notFound())
  app.get('*', (c) => {
    if (!webRoot) return c.text('The web app is not built. Run bin/start, which builds it.', 503)
    // a path of the app may have a dot too (/metrics/arr.new): only what ends like a file of ours is one
    const asset = c.req.path.startsWith('/assets/') || extname(c.req.path) in types
    return fileAnswer(c, webRoot, asset ? c.req.path.slice(1) : 'index.html') ?? c.notFound()
  })
}

type Kept = { bytes: Buffer; gzip: Buffer | undefined; etag: string; modified: number }
const kept = new Map<string, Kept>()

function fileAnswer(c: Hono_, root: string, path: string): Response | undefined {
  const full = resolve(root, `.${sep}${path}`)
  const extension = extname(full)
  // inside the folder, not merely beginning with its name; and only kinds that are meant to be seen
  if (!full.startsWith(resolve(root) + sep) || !(extension in types) || full.includes('\0')) return undefined
  const stat = statSync(full, { throwIfNoEntry: false })
  if (!stat?.isFile()) return undefined
  let file = kept.get(full)
  if (!file || file.modified !== stat.mtimeMs) {
    const bytes = readFileSync(full)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    file = { bytes, gzip: zipped.has(extension) ? gzipSync(bytes) : undefined, etag, modified: stat.mtimeMs }
    kept.set(full, file)
  }
  const headers = new Headers({
    'content-type': types[extension] ?? 'application/octet-stream',
    etag: file.etag,
    'cache-control': full.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  })
  const { etag } = file
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.some((tag) => tag === etag || tag === '*')) return new Response(null, { status: 304, headers })
  if (file.gzip && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) {
    headers.set('content-encoding', 'gzip')
    return new Response(new Uint8Array(file.gzip), { headers })
  }
  return new Response(new Uint8Array(file.bytes), { headers })
}

function shell(html: Html, publicUrl: string, path: string): string {
  const canonical = escapeHtml(html.canonical ?? publicUrl + path)
  const data = html.jsonLd ? `<script type="application/ld+json">${JSON.stringify(html.jsonLd).replaceAll('<', '\\u003c')}</script>` : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(html.title)}</title><meta name="description" content="${escapeHtml(html.description)}"><link rel="canonical" href="${canonical}"><link rel="stylesheet" href="/public/public.css">${data}</head><body>${html.body}</body></html>`
}
