import type { Context } from '../../../kernel/context.ts'
import type { Html, PublicPage, SiteLink } from '../../../kernel/room.ts'
import { isFirstRun } from '../../people/index.ts'
import { readCatalogue } from '../queries/portal/shop.ts'
import { sellingFacts } from '../queries/selling/terms.ts'
import { canSell } from '../rules/ready.ts'
import { findEntities, pricedSince } from '../store/catalogue.ts'
import { html } from '../../../kernel/html.ts'
import { framed, siteOf } from './site.ts'

/** The root: what we sell, and everybody's way in. Prices and quotes are on it once something is sold. */
export const frontPage: PublicPage = {
  path: '/',
  title: 'Start',
  listed: async (ctx) => (canSell(await sellingFacts(ctx)) ? [{ path: '/', updated: await pricedSince(ctx.tx, ctx.today) }] : []),
  render: async (ctx, _params, links) => renderFront(ctx, links),
}

const styles = '<link rel="stylesheet" href="/public/front.css">'
const door = (href: string, title: string, note: string) =>
  html`<a class="door" href="${href}"><strong>${title}</strong><span>${note}</span></a>`

async function renderFront(ctx: Context, links: readonly SiteLink[]): Promise<Html> {
  if (await isFirstRun(ctx)) return nobodyYet()
  const site = await siteOf(ctx, links)
  const sold = await productsOf(ctx)
  const list = new Intl.ListFormat('en').format(sold)
  const doors = [
    ...links.flatMap(({ path, title, note }) => (note ? [door(path, title, note)] : [])),
    door('/portal/sign-in', 'Your contracts', 'Licence files, invoices, more seats and renewal.'),
    ...(sold.length > 0 ? [door('/pricing/ask', 'A quote', 'For many seats, payment on invoice, or a question first.')] : []),
  ]
  const lead = sold.length > 0 ? `${list}: buy per seat, and have the licence at once.` : `${site.company} has not published prices yet.`
  const body = html`${[styles]}<main id="main" class="front">
<h1>${site.company}</h1><p class="lead">${lead}</p>
<nav class="doors" aria-label="Where to">${[doors.join('')]}</nav>
<p class="front-own">You work here? <a href="/app/">Sign in as a colleague</a></p></main>`
  return { title: site.company, description: lead, canonical: '/', body: framed(site, '/', body) }
}

/** A house that waits for its owner has no company to speak of. */
function nobodyYet(): Html {
  const lead = 'Nobody has set it up yet.'
  const begin = door('/app/', 'Set it up', 'Your company, its first owner, and what you sell.')
  const body = html`${[styles]}<main class="front"><h1>Quarterdeck</h1><p class="lead">${lead}</p><div class="doors">${[begin]}</div></main>`
  return { title: 'Quarterdeck', description: lead, canonical: '/', body, unlisted: true }
}

async function productsOf(ctx: Context): Promise<string[]> {
  if (!canSell(await sellingFacts(ctx))) return []
  const [first] = await findEntities(ctx.tx)
  const { products } = await readCatalogue(ctx, { country: first?.sells_to.find((country) => country !== '*') ?? 'DE' })
  return products.map((product) => product.name)
}
