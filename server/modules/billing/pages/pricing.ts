import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import type { Html, PublicPage } from '../../../kernel/room.ts'
import { companyOf } from '../../people/index.ts'
import { type portalCatalogue, portalPreview } from '../contract.ts'
import { previewPurchase, readCatalogue } from '../queries/portal.ts'
import { sellingFacts } from '../queries/selling.ts'
import { canSell } from '../rules/ready.ts'
import { findEntities, pricedSince } from '../store/catalogue.ts'
import type { EntityTable } from '../tables.ts'
import { html, minorText, moneyText, option } from './html.ts'

type Catalogue = OutputOf<typeof portalCatalogue>
type Product = Catalogue['products'][number]
type Choice = { product: string; seats: number; per: 'year' | 'month'; country: string; currency: string; tax_id: string }

/** Prices for anyone: rendered here, found by web search, works without a script as a plain form. */
export const pricingPage: PublicPage = {
  path: '/pricing',
  title: 'Prices',
  formerly: ['/prices'],
  // as new as the prices on it; without prices there is nothing to find
  listed: async (ctx) => (canSell(await sellingFacts(ctx)) ? [{ path: '/pricing', updated: await pricedSince(ctx.tx, ctx.today) }] : []),
  render: renderPricing,
}

async function renderPricing(ctx: Context, params: Record<string, string>): Promise<Html> {
  const company = await companyOf(ctx)
  const entities = await findEntities(ctx.tx)
  if (!canSell(await sellingFacts(ctx))) return nothingYet(company.name)
  const country = countryIn(params.country, entities)
  const catalogue = await readCatalogue(ctx, { country, ...(/^[A-Z]{3}$/.test(params.currency ?? '') && { currency: params.currency }) })
  const choice = choiceOf(catalogue, params)
  return {
    title: `Prices · ${company.name}`,
    description: `What ${catalogue.products.map((product) => product.name).join(', ')} cost per seat, with tax for your country. Buy online in minutes.`,
    canonical: '/pricing',
    jsonLd: jsonLd(catalogue, company.name),
    body: page(company.name, catalogue, choice, await sumOf(ctx, choice)),
  }
}

/** The country that is asked for, if one of our companies sells there; else Germany, if one sells there, else the first company's own. */
function countryIn(asked: string | undefined, entities: readonly EntityTable[]): string {
  const sold = (country: string) => entities.some((one) => one.sells_to.includes(country) || one.sells_to.includes('*'))
  const wished = [asked ?? '', 'DE'].find((country) => /^[A-Z]{2}$/.test(country) && sold(country))
  return wished ?? entities[0]?.sells_to[0] ?? 'DE'
}

function nothingYet(company: string): Html {
  const body = html`<main class="page"><h1>Prices</h1><p>${company} has not published prices yet. Please come back soon.</p></main>`
  return { title: `Prices · ${company}`, description: `Prices of ${company}`, canonical: '/pricing', body }
}

function choiceOf(catalogue: Catalogue, params: Record<string, string>): Choice {
  const middle = catalogue.products[Math.floor(catalogue.products.length / 2)]
  const product = catalogue.products.find((one) => one.code === params.product) ?? middle
  const seats = Number.parseInt(params.seats ?? '25', 10)
  return {
    product: product?.code ?? '',
    seats: Number.isInteger(seats) && seats > 0 && seats <= 1_000_000 ? seats : 25,
    per: params.per === 'month' ? 'month' : 'year',
    country: catalogue.country,
    currency: catalogue.currency,
    tax_id: (params.tax_id ?? '').slice(0, 20),
  }
}

function page(company: string, catalogue: Catalogue, choice: Choice, sum: string): string {
  return html`<link rel="stylesheet" href="/public/pricing.css"><link rel="stylesheet" href="/public/compare.css">
<header class="site-head">
  <a class="site-brand" href="/pricing"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="currentColor"/><path d="M7 22h18M9.500 22V12L16 8.500l6.500 3.500V22" fill="none" stroke="var(--on-accent)" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg> ${company}</a>
  <nav class="site-nav" aria-label="Site"><a href="/pricing" aria-current="page">Prices</a><a href="/portal/sign-in">Sign in</a></nav>
</header>
<main>
  <section class="hero">
    <h1>Choose your edition</h1>
    <p class="lead">Pay per seat. Buy here in minutes; the invoice and the licence file are yours at once.</p>
  </section>
  <form class="choice" method="get" action="/pricing">
    <label class="field">Country <select name="country">${[catalogue.countries.map((one) => option(one.code, one.name, one.code === choice.country)).join('')]}</select></label>
    <label class="field">Currency <select name="currency">${[catalogue.currencies.map((one) => option(one, one, one === choice.currency)).join('')]}</select></label>
    <button class="button" type="submit">Show prices</button>
  </form>
  <div class="editions">${[catalogue.products.map((product, at) => edition(product, catalogue, choice, at === 1)).join('')]}</div>
  <section>
    <div class="calculator">
      <form class="calculator-form" data-calculator method="get" action="/pricing">
        <h2>What it costs for you</h2>
        <label class="field field-full">Edition <select name="product">${[catalogue.products.map((one) => option(one.code, one.name, one.code === choice.product)).join('')]}</select></label>
        <label class="field">Seats <input name="seats" type="number" min="1" max="1000000" value="${String(choice.seats)}" inputmode="numeric"></label>
        <label class="field">Paid <select name="per">${[option('year', 'yearly', choice.per === 'year') + option('month', 'monthly', choice.per === 'month')]}</select></label>
        <label class="field">Country <select name="country">${[catalogue.countries.map((one) => option(one.code, one.name, one.code === choice.country)).join('')]}</select></label>
        <label class="field">VAT id <input name="tax_id" autocomplete="off" value="${choice.tax_id}" placeholder="DE811569869"></label>
        <button class="button button-main" type="submit" formaction="/portal/buy">Buy</button>
        <noscript><button class="button" type="submit">Work out the price</button></noscript>
      </form>
      <div class="calculator-sum" data-sum aria-live="polite">${[sum]}</div>
    </div>
  </section>
  <section>
    <h2>Compare the editions</h2>
    <div class="compare" role="region" aria-label="Compare the editions" tabindex="0"><table>${[comparison(catalogue.products)]}</table></div>
  </section>
  <section class="questions">
    <h2>Questions people ask</h2>
    <h3>What if we grow?</h3><p>Add seats at any time in the customer portal. They cost what is left of the term, to the day, and end with the others.</p>
    <h3>Which tax is charged?</h3><p>The tax that the law of your country and ours asks for; the calculator shows it with its reason. Companies in other EU countries with a valid VAT id account for it themselves.</p>
    <h3>Larger orders?</h3><p>Below ${minorText(catalogue.limit.minor, catalogue.limit.currency)} a year you buy here alone. Above that, <a href="/pricing/ask?${new URLSearchParams({ country: choice.country, product: choice.product, seats: String(choice.seats) }).toString()}">ask us</a>: we send you a quote within two working days.</p>
  </section>
</main>
<footer class="site-foot"><div><span>© ${catalogue.entity.name}</span><span><a href="/portal/sign-in">Customer portal</a></span></div></footer>
<script type="module" src="/public/pricing.js"></script>`
}

function edition(product: Product, catalogue: Catalogue, choice: Choice, featured: boolean): string {
  const year = product.prices.find((price) => price.per === 'year')
  const month = product.prices.find((price) => price.per === 'month')
  const query = new URLSearchParams({
    product: product.code,
    seats: String(Math.max(choice.seats, product.min_quantity)),
    country: choice.country,
    currency: catalogue.currency,
  })
  const mark = featured ? '<span class="edition-mark">Most chosen</span>' : ''
  return html`<article class="edition"${[featured ? ' data-featured' : '']}>
  <h2>${product.name} ${[mark]}</h2>
  <p class="edition-for">${product.description}</p>
  <p class="edition-price"><span class="amount">${year ? moneyText(year.unit_price, year.currency) : ''}</span> <span class="per">per seat and year</span></p>
  <p class="edition-also">${month ? `or ${moneyText(month.unit_price, month.currency)} per seat and month` : ''}${product.min_quantity > 1 ? `, from ${product.min_quantity} seats` : ''}</p>
  <a class="button ${featured ? 'button-main' : ''} button-wide" href="/portal/buy?${query.toString()}">Buy ${product.name}</a>
  <ul class="features">${[product.features.map((feature) => html`<li>${feature}</li>`).join('')]}</ul>
</article>`
}

function comparison(products: readonly Product[]): string {
  const own = products.map((product) => product.features.filter((feature) => !feature.startsWith('Everything in ')))
  const rows = own.flatMap((features, at) =>
    features.map((feature) => {
      const cells = products.map((_product, column) => `<td>${column >= at ? 'Yes' : '<span aria-label="No">–</span>'}</td>`).join('')
      return html`<tr><th scope="row">${feature}</th>${[cells]}</tr>`
    }),
  )
  const heads = products.map((product) => html`<th scope="col">${product.name}</th>`).join('')
  return `<thead><tr><th scope="col">What is in it</th>${heads}</tr></thead><tbody>${rows.join('')}</tbody>`
}

/** The sum for the choices of the address, with the formula in words; a refusal says what to change. */
async function sumOf(ctx: Context, choice: Choice): Promise<string> {
  if (!choice.product) return html`<p class="sum-note">Nothing is for sale yet.</p>`
  try {
    const { tax_id, currency: _currency, ...rest } = choice
    const told = await previewPurchase(ctx, portalPreview.input.parse({ ...rest, ...(tax_id && { tax_id }) }))
    const rows = [
      ...told.lines.map((line) =>
        row(
          `${line.product_name}, ${line.quantity} × ${moneyText(line.unit_price, told.currency)}`,
          minorText(line.net_minor, told.currency),
        ),
      ),
      ...told.tax_groups.map((group) =>
        row(Number(group.rate) > 0 ? `${group.code} ${group.rate} %` : 'Tax', minorText(group.tax_minor, told.currency)),
      ),
      row('Total today', minorText(told.totals.gross_minor, told.currency), 'sum-total'),
    ]
    const note = told.lane.self_service
      ? ''
      : html`<p class="sum-note">We will send you a quote by ${told.answer_by ?? 'the agreed day'}. ${told.lane.text}</p>`
    return html`<dl class="sum-rows">${[rows.join('')]}</dl><p class="sum-formula">${told.lines.map((line) => line.formula).join(' ')}</p><p class="sum-note">${told.tax_text}</p><p class="sum-note">${told.recurring_text}</p>${[note]}`
  } catch (error) {
    if (!isRefusal(error)) throw error
    return html`<p class="sum-note">${error.message}</p>`
  }
}

function row(name: string, value: string, look = ''): string {
  return html`<div${[look ? ` class="${look}"` : '']}><dt>${name}</dt><dd>${value}</dd></div>`
}

/** schema.org Product with its offers, for search engines. */
function jsonLd(catalogue: Catalogue, company: string): unknown {
  return {
    '@context': 'https://schema.org',
    '@graph': catalogue.products.map((product) => ({
      '@type': 'Product',
      name: product.name,
      description: product.description,
      brand: { '@type': 'Brand', name: company },
      offers: product.prices.map((price) => ({
        '@type': 'Offer',
        price: price.unit_price,
        priceCurrency: price.currency,
        availability: 'https://schema.org/InStock',
        seller: { '@type': 'Organization', name: catalogue.entity.name },
        priceSpecification: {
          '@type': 'UnitPriceSpecification',
          price: price.unit_price,
          priceCurrency: price.currency,
          unitText: price.per === 'year' ? 'seat per year' : 'seat per month',
          valueAddedTaxIncluded: false,
        },
      })),
    })),
  }
}
