import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import type { Html, PublicPage, SiteLink } from '../../../kernel/room.ts'
import { moneyWords } from '../../../kernel/money.ts'
import { dayWords } from '../../../kernel/period.ts'
import { regionsOf } from '../../customers/index.ts'
import { type portalCatalogue, portalPreview } from '../contract.ts'
import { previewPurchase, readCatalogue } from '../queries/portal/shop.ts'
import { sellingFacts } from '../queries/selling/terms.ts'
import { canSell } from '../rules/ready.ts'
import { findEntities, pricedSince } from '../store/catalogue.ts'
import type { EntityTable } from '../tables.ts'
import { html } from '../../../kernel/html.ts'
import { option } from './html.ts'
import { framed, type Site, siteOf } from './site.ts'
import { asRead, priceWords, savedByYear } from './words.ts'

type Catalogue = OutputOf<typeof portalCatalogue>
type Product = Catalogue['products'][number]
type Choice = { product: string; seats: number; per: 'year' | 'month'; country: string; region: string; tax_id: string }

/** Prices for anyone: rendered here, found by web search, works without a script as a plain form. */
export const pricingPage: PublicPage = {
  path: '/pricing',
  title: 'Prices',
  formerly: ['/prices'],
  link: { in: 'head', note: 'What each edition costs for your seats, with tax for your country.' },
  // as new as the prices on it; without prices there is nothing to find
  listed: async (ctx) => (canSell(await sellingFacts(ctx)) ? [{ path: '/pricing', updated: await pricedSince(ctx.tx, ctx.today) }] : []),
  render: renderPricing,
}

async function renderPricing(ctx: Context, params: Record<string, string>, links: readonly SiteLink[]): Promise<Html> {
  const site = await siteOf(ctx, links)
  const entities = await findEntities(ctx.tx)
  if (!canSell(await sellingFacts(ctx))) return nothingYet(site)
  const catalogue = await readCatalogue(ctx, { country: countryIn(params.country, entities) })
  const choice = choiceOf(catalogue, params)
  return {
    title: `Prices · ${site.company}`,
    description: `What ${catalogue.products.map((product) => product.name).join(', ')} cost per seat, with tax for your country. Buy online in minutes.`,
    canonical: '/pricing',
    jsonLd: jsonLd(catalogue, site.company),
    body: framed(site, '/pricing', page(catalogue, choice, await sumOf(ctx, choice))),
  }
}

/** The country that is asked for, if one of our companies sells there; else Germany, if one sells there, else the first company's own. */
function countryIn(asked: string | undefined, entities: readonly EntityTable[]): string {
  const sold = (country: string) => entities.some((one) => one.sells_to.includes(country) || one.sells_to.includes('*'))
  const wished = [asked ?? '', 'DE'].find((country) => /^[A-Z]{2}$/.test(country) && sold(country))
  return wished ?? entities[0]?.sells_to[0] ?? 'DE'
}

function nothingYet(site: Site): Html {
  const body = html`<main id="main" class="page"><h1>Prices</h1><p>${site.company} has not published prices yet. Please come back soon.</p></main>`
  const about = { title: `Prices · ${site.company}`, description: `Prices of ${site.company}`, canonical: '/pricing' }
  return { ...about, body: framed(site, '/pricing', body) }
}

function choiceOf(catalogue: Catalogue, params: Record<string, string>): Choice {
  const middle = catalogue.products[Math.floor(catalogue.products.length / 2)]
  const product = catalogue.products.find((one) => one.code === params.product) ?? middle
  const seats = Number.parseInt(params.seats ?? '25', 10)
  const month = catalogue.products.some((one) => one.prices.some((price) => price.per === 'month'))
  return {
    product: product?.code ?? '',
    seats: Number.isInteger(seats) && seats > 0 && seats <= 1_000_000 ? seats : 25,
    per: params.per === 'month' && month ? 'month' : 'year',
    country: catalogue.country,
    region: regionsOf(catalogue.country).find((one) => one.code === params.region)?.code ?? '',
    tax_id: (params.tax_id ?? '').slice(0, 20),
  }
}

/** The same page with another choice. */
function addressOf(choice: Choice, change: Partial<Choice> = {}): string {
  const { tax_id: _private, ...rest } = { ...choice, ...change }
  const said = Object.entries(rest).filter(([, value]) => value !== '')
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
}

function page(catalogue: Catalogue, choice: Choice, sum: Sum): string {
  const countries = catalogue.countries.map((one) => option(one.code, one.name, one.code === choice.country)).join('')
  const editions = catalogue.products.map((one) => option(one.code, one.name, one.code === choice.product)).join('')
  const ask = `/pricing/ask?${addressOf(choice)}`
  return html`<link rel="stylesheet" href="/public/pricing.css"><link rel="stylesheet" href="/public/choice.css"><link rel="stylesheet" href="/public/compare.css">
<main id="main">
  <section class="hero">
    <h1>Choose your edition</h1>
    <p class="lead">Pay per seat. Buy here in minutes; the invoice and the licence file are yours at once.</p>
  </section>
  <div class="choice">${[toggle(catalogue, choice)]}
    <form class="choice-place" method="get" action="/pricing">
      <input type="hidden" name="per" value="${choice.per}"><input type="hidden" name="product" value="${choice.product}">
      <label class="field field-row">Seats <input name="seats" type="number" min="1" max="1000000" value="${String(choice.seats)}" inputmode="numeric"></label>
      <label class="field field-row"><span class="unseen">Country</span> <select name="country">${[countries]}</select></label>
      <button class="button" type="submit">Show prices</button>
    </form>
  </div>
  <div class="editions">${[catalogue.products.map((product, at) => edition(product, choice, at === 1)).join('')]}</div>
  <section>
    <div class="calculator">
      <form class="calculator-form" id="calculator" data-calculator method="get" action="/pricing">
        <h2>What it costs for you</h2>
        <label class="field field-full">Edition <select name="product">${[editions]}</select></label>
        <label class="field">Seats <input name="seats" type="number" min="1" max="1000000" value="${String(choice.seats)}" inputmode="numeric"></label>
        <label class="field">Paid <select name="per">${[perOptions(catalogue, choice)]}</select></label>
        <label class="field">Country <select name="country">${[countries]}</select></label>
        ${[placeField(catalogue, choice)]}
        <noscript><button class="button" type="submit">Work out the price</button></noscript>
      </form>
      <div class="calculator-sum">
        <div data-sum aria-live="polite">${[sum.body]}</div>
        <button class="button button-main button-wide" type="submit" form="calculator" formaction="/portal/buy" data-buy>${sum.act}</button>
      </div>
    </div>
  </section>
  <section>
    <h2>Side by side</h2>
    <div class="compare" role="region" aria-label="Compare the editions" tabindex="0"><table>${[comparison(catalogue.products)]}</table></div>
  </section>
  <section class="questions">
    <h2>Questions people ask</h2>
    <h3>What if we grow?</h3><p>Add seats at any time in the customer portal. They cost what is left of the term, to the day, and end with the others.</p>
    <h3>Which tax is charged?</h3><p>The tax that the law of your country and ours asks for; the sum shows it with its reason. Companies in other EU countries with a valid VAT id account for it themselves.</p>
  </section>
  <section class="talk"><div><h2>A larger order, or a purchase order?</h2><p>${larger(catalogue)} You get a quote within two working days.</p></div><a class="button" href="${ask}">Ask for a quote</a></section>
</main>
<script type="module" src="/public/pricing.js"></script>`
}

/** Where alone-buying ends is said in the currency of the prices or not at all: beside prices in euros a limit in dollars says nothing. */
function larger({ limit, currency }: Catalogue): string {
  return limit.currency === currency ? `From ${moneyWords(BigInt(limit.minor), currency)} a year on we make the offer.` : ''
}

function perOptions(catalogue: Catalogue, choice: Choice): string {
  const year = option('year', 'Once a year', choice.per === 'year')
  return hasMonths(catalogue) ? year + option('month', 'Every month', choice.per === 'month') : year
}

function hasMonths(catalogue: Catalogue): boolean {
  return catalogue.products.every((one) => ['year', 'month'].every((per) => one.prices.some((price) => price.per === per)))
}

/** Both ways of paying, where every edition has a price for each, and what a year saves. */
function toggle(catalogue: Catalogue, choice: Choice): string {
  if (!hasMonths(catalogue)) return ''
  const saved = catalogue.products.map(({ prices }) => savedByYear(priceOf(prices, 'year'), priceOf(prices, 'month')))
  const [least, most] = [Math.min(...saved), Math.max(...saved)]
  const less = most === 0 ? '' : html` <span class="toggle-save">${least === most ? `${most}% less` : `up to ${most}% less`}</span>`
  const way = (per: 'year' | 'month', title: string, more: string) =>
    html`<a href="/pricing?${addressOf(choice, { per })}"${[choice.per === per ? ' aria-current="true"' : '']}>${title}${[more]}</a>`
  return html`<nav class="toggle" aria-label="Paid">${[way('year', 'Yearly', less)]}${[way('month', 'Monthly', '')]}</nav>`
}

function priceOf(prices: Product['prices'], per: 'year' | 'month'): string {
  return prices.find((price) => price.per === per)?.unit_price ?? '0'
}

/** The state where sales tax goes by it, else the VAT id. */
function placeField(catalogue: Catalogue, choice: Choice): string {
  const regions = regionsOf(choice.country)
  if (regions.length === 0)
    return html`<label class="field" data-place>VAT id <input name="tax_id" autocomplete="off" value="${choice.tax_id}" placeholder="DE811569869"></label>`
  if (!catalogue.region_needed) return '<span data-place hidden></span>'
  const states = [
    option('', 'Choose', choice.region === ''),
    ...regions.map(({ code, name }) => option(code, name, code === choice.region)),
  ]
  return html`<label class="field" data-place>State <select name="region">${[states.join('')]}</select></label>`
}

function edition(product: Product, choice: Choice, featured: boolean): string {
  const price = product.prices.find((one) => one.per === choice.per) ?? product.prices[0]
  if (!price) return ''
  const seats = Math.max(choice.seats, product.min_quantity)
  const all = priceWords(totalOf(price.unit_price, seats), price.currency)
  const least = product.min_quantity > 1 ? `, from ${product.min_quantity} seats` : ''
  return html`<article class="edition"${[featured ? ' data-featured' : '']}>
  <h2>${product.name}</h2>
  <p class="edition-for">${product.description}</p>
  <p class="edition-price"><span class="amount">${priceWords(price.unit_price, price.currency)}</span> <span class="per">a seat and ${price.per}</span></p>
  <p class="edition-also">${seats.toLocaleString('en')} ${seats === 1 ? 'seat is' : 'seats are'} ${all} a ${price.per}${least}</p>
  <a class="button ${featured ? 'button-main' : ''} button-wide" href="/portal/buy?${addressOf({ ...choice, product: product.code, seats })}">Buy ${product.name}</a>
  <ul class="features">${[product.features.map((feature) => html`<li>${feature}</li>`).join('')]}</ul>
</article>`
}

/** Unit price times seats, exact: prices are decimal text. */
function totalOf(unitPrice: string, seats: number): string {
  const [whole = '0', fraction = ''] = unitPrice.split('.')
  const digits = (BigInt(whole + fraction) * BigInt(seats)).toString().padStart(fraction.length + 1, '0')
  return fraction === '' ? digits : `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`
}

function comparison(products: readonly Product[]): string {
  const own = products.map((product) => product.features.filter((feature) => !feature.startsWith('Everything in ')))
  const has = '<td data-has><span class="unseen">Included</span></td>'
  const lacks = '<td><span aria-hidden="true">–</span><span class="unseen">Not included</span></td>'
  const rows = own.flatMap((features, at) =>
    features.map((feature) => {
      const cells = products.map((_product, column) => (column >= at ? has : lacks)).join('')
      return html`<tr><th scope="row">${feature}</th>${[cells]}</tr>`
    }),
  )
  const heads = products.map((product) => html`<th scope="col">${shortName(product.name, products)}</th>`).join('')
  return `<thead><tr><th scope="col">What is in it</th>${heads}</tr></thead><tbody>${rows.join('')}</tbody>`
}

/** Beside each other editions need not repeat the word that they all begin with: "Harbor Enterprise" → "Enterprise". */
function shortName(name: string, products: readonly Product[]): string {
  const first = `${name.split(' ')[0] ?? ''} `
  return products.length > 1 && products.every((one) => one.name.startsWith(first)) ? name.slice(first.length) : name
}

type Sum = { body: string; act: string }

/** The sum for the choices of the address, with the formula in words; a refusal says what to change. */
async function sumOf(ctx: Context, choice: Choice): Promise<Sum> {
  if (!choice.product) return { body: html`<p class="sum-note">Nothing is for sale yet.</p>`, act: 'Buy' }
  try {
    const { tax_id, region, ...rest } = choice
    const asked = { ...rest, ...(tax_id && { tax_id }), ...(region && { region }) }
    const told = await previewPurchase(ctx, portalPreview.input.parse(asked))
    const money = (minor: number) => moneyWords(BigInt(minor), told.currency)
    const rows = [
      ...told.lines.map((line) =>
        row(`${line.product_name}, ${line.quantity} × ${priceWords(line.unit_price, told.currency)}`, money(line.net_minor)),
      ),
      ...told.tax_groups.map((group) => row(Number(group.rate) > 0 ? `${group.code} ${group.rate}%` : 'Tax', money(group.tax_minor))),
      row('Total today', money(told.totals.gross_minor), 'sum-total'),
    ]
    const alone = told.lane.self_service
    const by = told.answer_by ? dayWords(told.answer_by) : 'the agreed day'
    const note = alone ? '' : html`<p class="sum-note">We will send you a quote by ${by}. ${asRead(told.lane.text)}</p>`
    const notes = [told.tax_text, told.recurring_text].map((text) => html`<p class="sum-note">${asRead(text)}</p>`)
    return {
      body: html`<p class="sum-formula">${told.lines.map((line) => asRead(line.formula)).join(' ')}</p>${[notes.join('') + note]}<dl class="sum-rows">${[rows.join('')]}</dl>`,
      act: alone ? `Buy for ${money(told.totals.gross_minor)}` : 'Ask for a quote',
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { body: html`<p class="sum-note">${error.message}</p>`, act: 'Buy' }
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
