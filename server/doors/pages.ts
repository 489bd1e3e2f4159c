import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { accepts } from './compress.ts'
import type { Context as Hono_, Hono } from 'hono'
import type { OpenHouse } from '../kernel/house.ts'
import { closedToRobots, shell } from '../kernel/shell.ts'
import { buildOf } from './build.ts'
import { pageWithNonce } from './headers.ts'
import { type Forms, publicDoors } from './public-pages.ts'
import { nothingToSee } from './site.ts'
import { sitemap } from './sitemap.ts'

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

/**
 * Pages for anyone (rendered by the rooms) at the root, sitemap, robots.txt, llms.txt, the staff's app below `/app/` and the portal below
 * `/portal/`. The app never answers for somebody else's address.
 */
export function pages(app: Hono, house: OpenHouse, webRoot: string | undefined, forms: Forms): void {
  const publicPages = house.rooms.flatMap((room) => room.publicPages)
  publicDoors(app, house, forms)
  sitemap(app, house, publicPages)
  const { securityContact, publicUrl } = house.settings
  app.get('/.well-known/security.txt', (c) => {
    if (!securityContact) return c.notFound()
    const expires = new Date(house.clock().getTime() + 180 * 86_400_000).toISOString()
    return c.text(
      `Contact: ${securityContact}\nExpires: ${expires}\nCanonical: ${publicUrl}/.well-known/security.txt\nPreferred-Languages: en\n`,
    )
  })
  app.get('/robots.txt', (c) =>
    c.text(
      `User-agent: *\nAllow: /\n${closedToRobots.map((path) => `Disallow: ${path}\n`).join('')}Sitemap: ${house.settings.publicUrl}/sitemap.xml\n`,
    ),
  )
  app.get('/llms.txt', (c) =>
    c.text(
      `# Quarterdeck\n\n${publicPages
        .filter(({ path }) => !path.includes(':'))
        .map((page) => `- [${page.title}](${house.settings.publicUrl}${page.path})`)
        .join('\n')}\n`,
    ),
  )
  app.get('/public/*', (c) => fileAnswer(c, publicFiles, c.req.path.slice('/public/'.length)) ?? c.notFound())
  const index = (c: Hono_) => (webRoot ? appPage(c, webRoot) : c.text('The web app is not built. Run bin/start, which builds it.', 503))
  for (const path of ['/app', '/app/*', '/portal', '/portal/*']) app.get(path, index)
  app.get('/assets/*', (c) => (webRoot ? fileAnswer(c, webRoot, c.req.path.slice(1)) : undefined) ?? c.notFound())
  // the app had the root once: for one release its old addresses lead on; the browser keeps what follows a #
  const old = new RegExp(`^/(${[...house.rooms.map((room) => room.name), ...appDoors].join('|')})(/|$)`)
  app.get('*', async (c, next) => {
    if (!old.test(c.req.path) || !asksForPage(c.req.raw)) return next()
    // as it came: what the router has decoded might not be fit for a header
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(`/app${pathname}${search}`, 302)
  })
}

/** Pages of the app that are of no room. */
const appDoors = ['sign-in', 'first-run', 'invitation', 'new-password', 'forgotten', 'letters']

/** Whether a browser wants a page to show: it names HTML, which machines do not. */
export function asksForPage(request: Request): boolean {
  return (request.method === 'GET' || request.method === 'HEAD') && /\btext\/html\b/.test(request.headers.get('accept') ?? '')
}

/** An address with nothing behind it, for people. */
export async function nothingHere(house: OpenHouse): Promise<string> {
  const title = 'There is nothing at this address'
  const doors = `<ul><li><a href="/">Start page</a></li>${ownDoors}</ul>`
  const body = await nothingToSee(house, { title, text: 'The link may be old, or part of it was lost.', doors })
  return shell({ title: 'Not found', description: `${title}.`, body, unlisted: true }, house.settings.publicUrl, '/')
}

const ownDoors = '<li><a href="/portal/sign-in">Customers: sign in</a></li><li><a href="/app/">Colleagues: sign in</a></li>'

/** The web app's one page: never kept, since its policy and nonce are made for this answer. */
function appPage(c: Hono_, webRoot: string): Response | Promise<Response> {
  const file = join(webRoot, 'index.html')
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return c.notFound()
  const { html, policy } = pageWithNonce(readFileSync(file, 'utf8'), buildOf(webRoot))
  return c.html(html, 200, { 'content-security-policy': policy, 'cache-control': 'no-store' })
}

type Kept = { bytes: Buffer; br: Buffer | undefined; gzip: Buffer | undefined; etag: string; modified: number }
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
    // the build packs beside each script and style, smaller than could be done while somebody waits
    const beside = `${full}.br`
    const br = zipped.has(extension) && existsSync(beside) ? readFileSync(beside) : undefined
    file = { bytes, br, gzip: zipped.has(extension) ? gzipSync(bytes) : undefined, etag, modified: stat.mtimeMs }
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
  const accepted = c.req.header('accept-encoding') ?? ''
  if (file.br && accepts(accepted, 'br')) {
    headers.set('content-encoding', 'br')
    return new Response(new Uint8Array(file.br), { headers })
  }
  if (file.gzip && accepts(accepted, 'gzip')) {
    headers.set('content-encoding', 'gzip')
    return new Response(new Uint8Array(file.gzip), { headers })
  }
  return new Response(new Uint8Array(file.bytes), { headers })
}
