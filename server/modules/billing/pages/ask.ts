import { dayWords } from '../../../kernel/period.ts'
import type { Context } from '../../../kernel/context.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import type { FormDoor, FormState, Html, PublicPage, SiteLink } from '../../../kernel/room.ts'
import { codeVerify, signUp } from '../../customers/index.ts'
import { type portalCatalogue, portalQuoteCreate } from '../contract.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { readCatalogue } from '../queries/portal/shop.ts'
import { sellingFacts } from '../queries/selling/terms.ts'
import { canSell } from '../rules/ready.ts'
import { html } from '../../../kernel/html.ts'
import { lackingIn } from './ask-fields.ts'
import { option } from './html.ts'
import { framed, type Site, siteOf } from './site.ts'

type Catalogue = OutputOf<typeof portalCatalogue>
type Fields = Record<string, string>

/** "Ask us": a request for a quote, as the portal's, without a script: the address is proven by a code, and then the request stands. */
export const askPage: PublicPage = {
  path: '/pricing/ask',
  title: 'Ask us for a quote',
  link: { in: 'foot', title: 'Contact' },
  listed: async (ctx) => (canSell(await sellingFacts(ctx)) ? [{ path: '/pricing/ask' }] : []),
  render: renderAsk,
  form: { perMinute: 12, submit: (door, fields) => submit(door, fields) },
}

async function submit(door: FormDoor, fields: Fields): Promise<{ again: Fields }> {
  // who has signed in meanwhile has nothing to prove
  if (door.actor().kind !== 'contact') {
    if (fields['step'] !== 'code') return { again: { ...fields, step: 'code', ...(await begin(door, fields)) } }
    await door.call(codeVerify, { email: fields['email'] ?? '', code: fields['code'] ?? '' })
  }
  const quote = await door.call(portalQuoteCreate, {
    product: fields['product'] ?? '',
    seats: numberOf(fields['seats']),
    per: fields['per'] === 'month' ? 'month' : 'year',
    ask_for_help: true,
    ...(fields['message'] ? { message: fields['message'] } : {}),
  })
  return { again: { step: 'done', number: quote.number, answer_by: quote.answer_by ?? '' } }
}

async function begin(door: FormDoor, fields: Fields): Promise<Fields> {
  const unmet = lackingIn(fields)
  // before a code is mailed: what is asked of the operations only after it would be told too late
  if (unmet.length > 0) throw new Refusal('invalid', 'ask.incomplete', 'Not sent yet: look at the marked fields.', { unmet })
  const { email = '', name = '', company = '', country = '', region = '', line1 = '', postal_code = '', city = '' } = fields
  const where = region === '' ? {} : { region }
  const address = { line1, postal_code, city, ...where }
  const sent = await door.call(signUp, { email, name, company, country, ...where, address })
  // only a demo tells the code, since its visitors get no mail
  return sent.demo_code ? { demo_code: sent.demo_code } : {}
}

/** What is no number is refused as such by the operation. */
function numberOf(text: string | undefined): number {
  return /^\d{1,7}$/.test(text ?? '') ? Number(text) : Number.NaN
}

async function renderAsk(ctx: Context, params: Fields, links: readonly SiteLink[], form?: FormState): Promise<Html> {
  const site = await siteOf(ctx, links)
  const about = { title: `Ask us · ${site.company}`, description: `Ask ${site.company} for a quote: we answer within two working days.` }
  const fields = form?.fields['step'] ? form.fields : { ...wished(params), ...form?.fields }
  if (!canSell(await sellingFacts(ctx))) return { ...about, unlisted: true, body: asked(site, nothingYet) }
  if (fields['step'] === 'done' && !form?.problem) return { ...about, unlisted: true, body: asked(site, thanks(fields)) }
  const body = fields['step'] === 'code' ? codeForm(fields, form) : requestForm(await catalogueFor(ctx, fields['country']), fields, form)
  return { ...about, canonical: '/pricing/ask', body: asked(site, body) }
}

/** What a link may fill in. Which step it is, a code or a number of ours no link says: the page would speak the words of whoever made it. */
function wished(params: Fields): Fields {
  return Object.fromEntries(['product', 'seats', 'per', 'country'].flatMap((name) => (params[name] ? [[name, params[name]]] : [])))
}

const nothingYet = '<h1>Ask us</h1><p>Nothing is for sale yet. Please come back soon.</p>'

/** What is sold in the country that was chosen; a country in which nothing is sold is told when the form is sent. */
async function catalogueFor(ctx: Context, country: string | undefined): Promise<Catalogue> {
  try {
    return await readCatalogue(ctx, /^[A-Z]{2}$/.test(country ?? '') ? { country } : {})
  } catch (error) {
    if (!isRefusal(error)) throw error
    return readCatalogue(ctx, {})
  }
}

function requestForm(catalogue: Catalogue, fields: Fields, form: FormState | undefined): string {
  const country = fields['country'] ?? ''
  const field = (name: string, label: string, more: string, wide = false) =>
    html`<label class="field${wide ? ' field-full' : ''}"><span>${label}${[more.includes('required') ? '' : html` <small>${name === 'region' ? 'in the US and Canada' : 'optional'}</small>`]}</span> <input name="${name}" value="${fields[name] ?? ''}" ${[more]}${[wrong(form, name)]}>${[why(form, name)]}</label>`
  return html`<h1>Ask us for a quote</h1>
<p class="lead">Tell us what you need. We mail you a code to confirm your address, and answer within two working days. Every field is needed unless it says otherwise.</p>
${[problem(form)]}<form class="calculator-form" method="post" action="/pricing/ask" novalidate>
  <input type="hidden" name="token" value="${form?.token ?? ''}">
  <label class="field">Edition <select name="product">${[catalogue.products.map((one) => option(one.code, one.name, one.code === fields['product'])).join('')]}</select></label>
  ${[field('seats', 'Seats', 'type="number" min="1" max="1000000" required inputmode="numeric"')]}
  ${[field('name', 'Your name', 'required maxlength="200" autocomplete="name"')]}
  ${[field('email', 'E-mail', 'type="email" required autocomplete="email"')]}
  ${[field('company', 'Company', 'required maxlength="200" autocomplete="organization"', true)]}
  ${[field('line1', 'Street and number', 'required maxlength="200" autocomplete="address-line1"', true)]}
  ${[field('postal_code', 'Postal code', 'maxlength="20" autocomplete="postal-code"')]}
  ${[field('city', 'City', 'required maxlength="120" autocomplete="address-level2"')]}
  <label class="field">Country <select name="country" autocomplete="country" required${[wrong(form, 'country')]}>${[option('', 'Choose', country === '')]}${[catalogue.countries.map((one) => option(one.code, one.name, one.code === country)).join('')]}</select>${[why(form, 'country')]}</label>
  ${[field('region', 'State', 'maxlength="60" autocomplete="address-level1"')]}
  <label class="field field-full"><span>What should we know? <small>optional</small></span> <textarea name="message" rows="4" maxlength="2000">${fields['message'] ?? ''}</textarea></label>
  <button class="button button-main" type="submit">Send the request</button>
</form>`
}

function codeForm(fields: Fields, form: FormState | undefined): string {
  const kept = ['email', 'product', 'seats', 'per', 'message'].filter((name) => fields[name])
  const code = fields['demo_code']
  const lead = code
    ? html`A demo mails nothing: the code for ${fields['email'] ?? ''} is <strong>${code}</strong>. Your request is sent with it.`
    : html`We mailed a code of six digits to ${fields['email'] ?? ''}. Your request is sent with it.`
  return html`<h1>Confirm your address</h1>
<p class="lead">${[lead]}</p>
${[problem(form)]}<form class="calculator-form" method="post" action="/pricing/ask" novalidate>
  <input type="hidden" name="token" value="${form?.token ?? ''}"><input type="hidden" name="step" value="code">
  ${[kept.map((name) => html`<input type="hidden" name="${name}" value="${fields[name] ?? ''}">`).join('')]}
  <label class="field">Code <input name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="6"${[wrong(form, 'code')]}>${[why(form, 'code')]}</label>
  <button class="button button-main" type="submit">Confirm and send</button>
</form>
<p class="sum-note">${code ? '' : 'No letter? Look among unwanted mail, or '}<a href="/pricing/ask">${code ? 'Begin again' : 'begin again'}</a>.</p>`
}

function thanks(fields: Fields): string {
  const day = fields['answer_by']
  const when = day ? ` We answer by ${dayWords(day)}.` : ''
  return html`<h1>Thank you</h1><p class="lead">Your request has the number ${fields['number'] ?? ''}.${when}</p>
<p><a class="button" href="/portal/">See it in the customer portal</a></p>`
}

function problem(form: FormState | undefined): string {
  return form?.problem ? html`<p class="form-problem" role="alert" data-code="${form.problem.code}">${form.problem.text}</p>` : ''
}

/** Marks a field that stands in the way. */
function wrong(form: FormState | undefined, name: string): string {
  return standsIn(form, name) ? html` aria-invalid="true" aria-describedby="why-${name}"` : ''
}

/** What is wrong with a field, below it. */
function why(form: FormState | undefined, name: string): string {
  const stands = standsIn(form, name)
  return stands ? html`<span class="field-wrong" id="why-${name}">${stands.text}</span>` : ''
}

function standsIn(form: FormState | undefined, name: string) {
  return form?.problem?.unmet.find(({ path }) => path?.split('.').includes(name))
}

function asked(site: Site, body: string): string {
  const sheets = '<link rel="stylesheet" href="/public/pricing.css"><link rel="stylesheet" href="/public/ask.css">'
  return framed(site, '/pricing/ask', html`${[sheets]}<main id="main"><section class="ask">${[body]}</section></main>`)
}
