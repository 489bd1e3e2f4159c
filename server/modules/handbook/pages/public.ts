import type { Context } from '../../../kernel/context.ts'
import { html, siteFrame } from '../../../kernel/html.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import type { Html, PublicPage, SiteLink, WireDoor } from '../../../kernel/room.ts'
import { companyOf } from '../../people/index.ts'
import { countIfMissed } from '../commands/asked.ts'
import { outwardContents } from '../queries/contents.ts'
import { type OutwardPage, outwardPage } from '../queries/public.ts'
import { bookHtml, inSitemap, mostAtHome, mostListed, searchForm, styles } from './book.ts'
import { findPublic } from '../../../kernel/search/documents.ts'
import { fileDoor } from './files.ts'
import { kept } from './kept.ts'
import { statusOf } from '../rules/redirects.ts'
import { skillOf } from './skill.ts'
import { machineDoors } from './machines.ts'
import { sectionsOf } from '../rules/sections.ts'
import { publicPages as listPublic } from '../store/pages.ts'

const perMinute = 240
/** Where the handbook begins for everyone: its pages by section. */
const homePage: PublicPage = {
  path: '/handbook',
  title: 'Handbook',
  link: { in: 'head', note: 'How we work, as far as it is public.' },
  perMinute,
  listed: async (ctx) => ((await listPublic(ctx.tx, 1)).length > 0 ? [{ path: '/handbook' }] : []),
  render: async (ctx, _params, links) => {
    const { name } = await companyOf(ctx)
    const sections = sectionsOf(await listPublic(ctx.tx, mostAtHome))
    const lists = sections.map(({ title, home, pages }) => {
      const lines = pages.map((page) => html`<li><a href="/handbook/${page.path}">${page.title}</a> <span>${page.summary}</span></li>`)
      const head = home ? html`<h2><a href="/handbook/${home.path}">${title}</a></h2><p>${home.summary}</p>` : html`<h2>${title}</h2>`
      const list = lines.length > 0 ? html`<ul class="book-pages">${[lines.join('')]}</ul>` : ''
      return html`<section>${[head]}${[list]}</section>`
    })
    const list = lists.length > 0 ? lists.join('') : html`<p>${name} has published no page yet.</p>`
    const main = html`${[styles]}<main id="main" class="book-home"><h1>Handbook</h1><p class="book-lead">How ${name} works, as far as it is public. <a href="/handbook/directory">All functions and procedures</a></p>${[lists.length > 0 ? searchForm('') : '']}${[list]}</main>`
    return framed(ctx, links, '/handbook', { title: `Handbook · ${name}`, description: `How ${name} works, as far as it is public.`, main })
  },
}

/** What the company does, and what is written about it: what is for colleagues is named as the contents name it, and locked. */
const directoryPage: PublicPage = {
  path: '/handbook/directory',
  title: 'Directory',
  perMinute,
  listed: async (ctx) => ((await outwardContents(ctx)).length > 0 ? [{ path: '/handbook/directory' }] : []),
  render: async (ctx, _params, links) => {
    const { name } = await companyOf(ctx)
    const lists = (await outwardContents(ctx)).map(({ name: title, lines }) => {
      const items = lines.map(({ label, blurb, path, mark }) => {
        const called = path === null ? html`${mark === null ? '🔒 ' : ''}${label}` : html`<a href="/handbook/${path}">${label}</a>`
        return html`<li>${[called]} <span>${[blurb, mark].filter(Boolean).join(' · ')}</span></li>`
      })
      return html`<section><h2>${title}</h2><ul class="book-pages">${[items.join('')]}</ul></section>`
    })
    const list = lists.length > 0 ? lists.join('') : html`<p>${name} has published no contents yet.</p>`
    const main = html`${[styles]}<main id="main" class="book-home"><p class="book-crumbs"><a href="/handbook">Handbook</a></p><h1>Directory</h1><p class="book-lead">Everything that ${name} writes down. What has a lock is for colleagues.</p>${[list]}</main>`
    const description = `What ${name} writes down about how it works.`
    return framed(ctx, links, '/handbook/directory', { title: `Directory · ${name}`, description, main })
  },
}

const bookPage: PublicPage = {
  path: '/handbook/:path{.+}',
  title: 'A page of the handbook',
  perMinute,
  twins: { 'text/markdown': '.md', 'application/json': '.json' },
  listed: async (ctx) => (await listPublic(ctx.tx, mostListed)).map(inSitemap),
  render: async (ctx, { path = '' }, links) => {
    const page = await outwardPage(ctx, path)
    if ('moved' in page)
      return {
        title: 'Moved',
        description: '',
        body: '',
        moved: `/handbook/${page.moved}`,
        ...(page.sure ? {} : { unsure: true as const }),
      }
    const { name, website } = await companyOf(ctx)
    const sections = sectionsOf(await listPublic(ctx.tx, mostAtHome))
    return bookHtml(page, { sections, links, company: name, website, publicUrl: ctx.settings.publicUrl })
  },
}

/** Found by what everyone sees of pages. Works without a script; its answers are in nobody's web search. */
const searchPage: PublicPage = {
  path: '/handbook/search',
  title: 'Search the handbook',
  perMinute: 60,
  listed: async () => [],
  render: async (ctx, params, links) => {
    const q = (params['q'] ?? '').normalize('NFC').replaceAll('\0', '').trim().slice(0, 200)
    const { name } = await companyOf(ctx)
    const hits = q === '' ? [] : await findPublic(ctx, q, { limit: 20 })
    if (q !== '') await countIfMissed(ctx, 'public', q)
    const lines = hits.map(({ title, note, href, snippet = '' }) => {
      const of = note === undefined ? '' : html`<span class="book-said">${note}</span>`
      return html`<li><a href="${href}">${title}</a>${[of]}<span class="book-said">${snippet}</span></li>`
    })
    const none = q === '' ? '' : html`<p>Nothing fits “${q}”. <a href="/handbook">All sections</a></p>`
    const found = lines.length > 0 ? html`<ol class="book-hits">${[lines.join('')]}</ol>` : none
    const main = html`${[styles]}<main id="main" class="book-home"><h1>Search the handbook</h1>${[searchForm(q)]}${[found]}</main>`
    const shown = await framed(ctx, links, '/handbook/search', { title: `Search · ${name}`, description: 'Search the handbook.', main })
    const { kept: _same, ...own } = shown
    return { ...own, unlisted: true }
  },
}

export const publicPages: PublicPage[] = [homePage, directoryPage, searchPage, bookPage]

async function framed(
  ctx: Context,
  links: readonly SiteLink[],
  path: string,
  page: { title: string; description: string; main: string },
): Promise<Html> {
  const { name: company, website } = await companyOf(ctx)
  const { title, description, main } = page
  return { title, description, canonical: path, kept: true, body: siteFrame({ company, website, links, here: '/handbook' }, main) }
}

/** The same as Markdown and as JSON, where the page's own address says so. */
export const publicDoors: WireDoor[] = [
  ...machineDoors,
  fileDoor,
  {
    method: 'GET',
    path: '/handbook/:file{.+\\.(?:md|json)}',
    perMinute,
    handle: async (request, open) => {
      const [, path = '', kind = ''] = /^\/handbook\/(.+)\.(md|json)$/.exec(new URL(request.url).pathname) ?? []
      try {
        const [page, publicUrl] = await open(
          async (ctx) => [await outwardPage(ctx, decodeURIComponent(path.replace(/\/SKILL$/, ''))), ctx.settings.publicUrl] as const,
        )
        const skill = path.endsWith('/SKILL')
        if ('moved' in page) {
          const location = `/handbook/${page.moved}${skill ? '/SKILL' : ''}.${kind}`
          return new Response(null, { status: statusOf(page.sure), headers: { location } })
        }
        if (skill && (kind !== 'md' || !page.procedure)) throw new Refusal('missing', 'page.unknown', 'There is no such page.')
        if (skill) return kept(request, skillOf(page, publicUrl), 'text/markdown; charset=utf-8', page.retired)
        const text = kind === 'md' ? page.markdown : `${JSON.stringify(jsonOf(page, publicUrl), null, 2)}\n`
        return kept(request, text, kind === 'md' ? 'text/markdown; charset=utf-8' : 'application/json', page.retired)
      } catch (error) {
        if (!isRefusal(error) && !(error instanceof URIError)) throw error
        return new Response(JSON.stringify({ status: 404, code: 'page.unknown', detail: 'There is no such page.' }), {
          status: 404,
          headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' },
        })
      }
    },
  },
]

function jsonOf({ title, description, path, markdown, headings, updated, retired }: OutwardPage, publicUrl: string) {
  return {
    title,
    description,
    url: `${publicUrl}/handbook/${path}`,
    updated: updated.toISOString(),
    in_force: !retired,
    headings,
    markdown,
  }
}
