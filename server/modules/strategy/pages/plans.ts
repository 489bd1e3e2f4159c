import type { Context, Open } from '../../../kernel/context.ts'
import { html, siteFrame } from '../../../kernel/html.ts'
import { dayWords } from '../../../kernel/period.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import type { Html, PublicPage, SiteLink, WireDoor } from '../../../kernel/room.ts'
import { companyOf } from '../../people/index.ts'
import type { PublicPlan } from '../contract.ts'
import { isListed, publicPlans, publishedPlan } from '../queries/public.ts'
import type { PublicRun } from '../rules/masking.ts'
import { figureWords } from './figure.ts'
import { publicMarkdown } from '../rules/projection.ts'
import { printPublicPlan } from '../print/public.ts'
import { listPublic, publicVersions } from '../store/public.ts'

const most = 500
/** Each is worked out anew from the text that was signed. */
const perMinute = 120
const styles = '<link rel="stylesheet" href="/public/plans.css">'

/** The plans that are published, for anyone. */
const plansPage: PublicPage = {
  path: '/plans',
  title: 'Plans',
  link: { in: 'head', note: 'What we want to reach, and how.' },
  perMinute,
  listed: async (ctx) => {
    const [first] = await listPublic(ctx.tx, ctx.today, undefined, 1)
    return first ? [{ path: '/plans' }] : []
  },
  render: async (ctx, _params, links) => {
    const { items } = await publicPlans(ctx, { limit: most })
    const { name } = await companyOf(ctx)
    const lines = items.map(
      (plan) =>
        html`<li><a href="${plan.href}">${plan.title}</a> <span>${periodWords({ from: plan.period_from, to: plan.period_to })}</span></li>`,
    )
    const list = lines.length > 0 ? html`<ul class="public-plans">${[lines.join('')]}</ul>` : html`<p>${name} has published no plan.</p>`
    const main = html`${[styles]}<main id="main" class="public-plan"><h1>Plans</h1>${[list]}</main>`
    return framed(ctx, links, '/plans', {
      title: `Plans · ${name}`,
      description: `What ${name} plans to do, as far as it is public.`,
      main,
    })
  },
}

const planPage: PublicPage = {
  path: '/plans/:slug',
  title: 'A plan',
  perMinute,
  listed: async (ctx) =>
    (await listPublic(ctx.tx, ctx.today, undefined, 10_000)).filter(isListed).map(({ slug, updated }) => ({
      path: `/plans/${slug}`,
      updated: new Date(updated),
    })),
  render: async (ctx, { slug = '' }, links) => {
    const { plan } = await publishedPlan(ctx, slug)
    return shown(ctx, links, plan, `/plans/${plan.slug}`)
  },
}

const versionPage: PublicPage = {
  path: '/plans/:slug/versions/:vetted_on',
  title: 'A former version of a plan',
  perMinute,
  listed: async (ctx) =>
    (await publicVersions(ctx.tx, 10_000)).filter(isListed).map(({ slug, vetted_on, updated }) => ({
      path: `/plans/${slug}/versions/${vetted_on}`,
      updated: new Date(updated),
    })),
  render: async (ctx, { slug = '', vetted_on = '' }, links) => {
    const { plan } = await publishedPlan(ctx, slug, vetted_on)
    return shown(ctx, links, plan, `/plans/${plan.slug}/versions/${vetted_on}`)
  },
}

export const publicPages: PublicPage[] = [plansPage, planPage, versionPage]

async function shown(ctx: Context, links: readonly SiteLink[], plan: PublicPlan, path: string): Promise<Html> {
  const { name } = await companyOf(ctx)
  const main = html`${[styles]}<main id="main" class="public-plan">${[planMarkup(plan)]}</main>`
  return framed(ctx, links, path, { title: `${plan.title} · ${name}`, description: `${plan.title}, as far as it is public.`, main })
}

async function framed(
  ctx: Context,
  links: readonly SiteLink[],
  path: string,
  { title, description, main }: { title: string; description: string; main: string },
): Promise<Html> {
  const { name: company, website } = await companyOf(ctx)
  return { title, description, canonical: path, body: siteFrame({ company, website, links, here: path }, main) }
}

/** A lock that is drawn: not every reader has the letter for it. */
const lockSign =
  '<svg class="public-plan-lock" viewBox="0 0 24 24" width="14" height="14" aria-hidden="true"><rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V7a4 4 0 0 1 8 0v4"/></svg>'

const standsWords: Record<PublicPlan['stands'], string> = {
  in_force: '',
  ahead: 'Its period has not begun yet.',
  over: 'Its period is over, and no other version has come in its place.',
  former: 'This is a former version.',
}

function planMarkup(plan: PublicPlan): string {
  const { title, stands, period, parties, vetted_on, versions, counts, hash, slug } = plan
  const rows = [
    ...(period ? [['Period', periodWords(period)]] : []),
    ...(parties.length > 0 ? [['RAPID', parties.map(({ sign, letters }) => `${sign} (${letters.join(', ')})`).join(', ')]] : []),
    ...(vetted_on ? [['Vetted', dayWords(vetted_on)]] : []),
  ]
  const legend = plan.legend === null ? '' : html`<p class="public-plan-legend">${plan.legend}</p>`
  const head = rows.map(([key = '', value = '']) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`).join('')
  const banner =
    standsWords[stands] === ''
      ? ''
      : html`<p class="public-plan-note">${standsWords[stands]}${[stands === 'former' ? html` <a href="/plans/${slug}">The one of today</a>` : '']}</p>`
  const lines = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const former = versions.map((one) => html`<li><a href="${one.href}">Vetted ${dayWords(one.vetted_on)}</a></li>`)
  const before = former.length > 0 ? html`<h2>Other versions</h2><ul>${[former.join('')]}</ul>` : ''
  return html`<h1>${title}</h1>${[banner]}<dl>${[head]}</dl>${[legend]}${[plan.sections.map(sectionMarkup).join('')]}${[before]}
<p class="public-plan-foot"><a href="${plan.internal_href}" rel="nofollow">${[lockSign]}internal version</a> <a href="/plans/${slug}.md">Markdown</a> <a href="/plans/${slug}.json">JSON</a> <a href="/plans/${slug}.pdf">PDF</a>
<span>${String(lines)} public lines, text ${hash.slice(0, 12)}</span></p>`
}

function sectionMarkup(section: PublicPlan['sections'][number]): string {
  const paragraphs = (all: PublicRun[][]) => all.map((runs) => html`<p>${[runsMarkup(runs)]}</p>`).join('')
  const ranked = section.name === 'priorities' || section.name === 'methods'
  const items = section.items.map(({ depth, rank, runs, notes, figure }) => {
    const said = figure && figureWords(figure)
    const now = said ? html` <span class="public-figure"><b>${said.value}</b> ${said.note}</span>` : ''
    return html`<li data-depth="${String(depth)}"><span>${ranked && depth === 0 ? `${rank}.` : '•'}</span><div>${[runsMarkup(runs)]}${[now]}${[paragraphs(notes)]}</div></li>`
  })
  const list = items.length > 0 ? html`<ul class="public-items">${[items.join('')]}</ul>` : ''
  const internal = section.internal ? '<p class="public-internal">Internal</p>' : ''
  return html`<section><h2>${section.label}</h2>${[internal]}${[paragraphs(section.lead)]}${[list]}${[paragraphs(section.notes)]}</section>`
}

function runsMarkup(runs: readonly PublicRun[]): string {
  return runs
    .map(({ text, bold, italic, code, struck }) => {
      const tags = [code && 'code', italic && 'em', bold && 'strong', struck && 's'].filter((tag) => tag !== false)
      return tags.reduce((inner, tag) => `<${tag}>${inner}</${tag}>`, html`${text}`)
    })
    .join('')
}

function periodWords({ from, to }: { from: string | null; to: string | null }): string {
  return from && to ? `${dayWords(from)} to ${dayWords(to)}` : ''
}

/** The same as Markdown and as JSON, where the page's own address says so. */
export const publicDoors: WireDoor[] = [
  {
    method: 'GET',
    path: '/plans/:file{[^/]+\\.(?:md|json|pdf)}',
    perMinute,
    handle: async (request, open) => {
      const [, slug = '', kind] = /\/plans\/([^/]+)\.(md|json|pdf)$/.exec(new URL(request.url).pathname) ?? []
      const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' }
      try {
        const { plan, projection } = await open((ctx) => publishedPlan(ctx, decodeURIComponent(slug)))
        if (kind === 'pdf') return await pdfOf(request, open, plan)
        return kind === 'md'
          ? new Response(publicMarkdown(projection, plan.vetted_on), {
              headers: { ...headers, 'content-type': 'text/markdown; charset=utf-8' },
            })
          : new Response(`${JSON.stringify(plan, null, 2)}\n`, { headers: { ...headers, 'content-type': 'application/json' } })
      } catch (error) {
        if (!isRefusal(error) && !(error instanceof URIError)) throw error
        const { message, code } = isRefusal(error) ? error : new Refusal('missing', 'plan.unpublished', 'There is no such plan.')
        return new Response(JSON.stringify({ status: 404, code, detail: message }), {
          status: 404,
          headers: { ...headers, 'content-type': 'application/problem+json' },
        })
      }
    },
  },
]

/** The same on paper: Letter, or A4 where the address says so (`?paper=a4`). */
async function pdfOf(request: Request, open: Open, plan: PublicPlan): Promise<Response> {
  const paper = new URL(request.url).searchParams.get('paper') === 'a4' ? 'a4' : 'letter'
  const [company, at] = await open(async (ctx) => [await companyOf(ctx), ctx.now] as const)
  const bytes = await printPublicPlan(plan, { paper, company, at })
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${plan.slug}.pdf"`,
    },
  })
}
