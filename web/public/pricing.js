// The price page works without this file; with it, the sum follows the choices at once.
const form = document.querySelector('form[data-calculator]')
const sum = document.querySelector('[data-sum]')
if (form instanceof HTMLFormElement && sum) watch(form, sum)

function watch(form, sum) {
  let asked = 0
  let timer
  const ask = async () => {
    const choice = Object.fromEntries([...new FormData(form)].filter(([, value]) => String(value).trim() !== ''))
    if (!choice.product || !choice.seats || !choice.country) return
    asked += 1
    const turn = asked
    sum.setAttribute('aria-busy', 'true')
    const answer = await fetch('/api/portal/previews', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...choice, seats: Number(choice.seats) }),
    }).catch(() => undefined)
    const told = await answer?.json().catch(() => undefined)
    // an answer to an older question comes too late
    if (turn !== asked) return
    sum.removeAttribute('aria-busy')
    if (answer?.ok && told) show(sum, told)
    else {
      const lacks = told?.code === 'tax.region_missing' ? 'missing' : 'bad'
      note(sum, told?.detail ?? 'The price could not be worked out just now. You can go on to the order all the same.', lacks)
    }
  }
  form.elements.namedItem('country')?.addEventListener('change', () => place(form).then(ask))
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, 250)
  })
  ask()
}

/** What else decides the tax there: a state, a VAT id or nothing. The server draws the field, as without this file. */
async function place(form) {
  const choice = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'tax_id' && name !== 'region'))
  const answer = await fetch(`/pricing?${choice}`).catch(() => undefined)
  if (!answer?.ok || form.elements.namedItem('country')?.value !== choice.get('country')) return
  const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-calculator] [data-place]')
  const held = form.querySelector('[data-place]')
  // a field that stays keeps what somebody has typed in the meantime
  const stays = [held, drawn].every((one) => one?.querySelector('[name=tax_id]'))
  if (drawn && !stays) held?.replaceWith(drawn)
}

function show(sum, told) {
  const money = (minor) => moneyText(minor, told.currency)
  const rows = [
    ...told.lines.map((line) =>
      row(`${line.product_name}, ${line.quantity} × ${priceText(line.unit_price, told.currency)}`, money(line.net_minor)),
    ),
  ]
  for (const group of told.tax_groups) {
    const name = Number(group.rate) > 0 ? `${group.code} ${percent(group.rate)}` : `${group.code || 'Tax'}`
    rows.push(row(name, money(group.tax_minor)))
  }
  rows.push(row('Total today', money(told.totals.gross_minor), 'sum-total'))
  const list = document.createElement('dl')
  list.className = 'sum-rows'
  list.append(...rows)
  const words = told.lines.map((line) => line.formula).join(' ')
  const notes = [told.tax_text, told.recurring_text, ...(told.lane.self_service ? [] : [told.lane.text])]
  // the total stands last, above the button
  sum.replaceChildren(paragraph('sum-formula', words), ...notes.map((text) => paragraph('sum-note', text)), list)
  const button = document.querySelector('[data-buy]')
  if (button) button.textContent = told.lane.self_service ? `Buy for ${money(told.totals.gross_minor)}` : 'Ask for a quote'
}

function row(label, value, look = '') {
  const box = document.createElement('div')
  if (look) box.className = look
  const term = document.createElement('dt')
  term.textContent = label
  const figure = document.createElement('dd')
  figure.textContent = value
  box.append(term, figure)
  return box
}

function paragraph(look, text) {
  const line = document.createElement('p')
  line.className = look
  line.textContent = asRead(text ?? '')
  line.hidden = !text
  return line
}

function note(sum, text, tone) {
  const line = paragraph('sum-note', text)
  line.dataset.tone = tone
  sum.replaceChildren(line)
  // a sum that stands no longer is not on the button
  const button = document.querySelector('[data-buy]')
  if (button) button.textContent = 'Buy'
}

/** In the language of the page, as the prices above: one page writes money and days in one way. */
const language = document.documentElement.lang || 'en'

function moneyText(minor, currency) {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits)
}

function priceText(decimal, currency) {
  return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 12 }).format(decimal)
}

const currencies = new Set(Intl.supportedValuesOf?.('currency') ?? [])

/** The server writes days as 2026-11-24, money as 3900.00 EUR and "19 %". */
function asRead(text) {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  return text
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => format.format(new Date(`${day}T00:00:00Z`)))
    .replaceAll(/(?<![\d.])(\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, amount, code) =>
      currencies.has(code) ? priceText(amount, code) : whole,
    )
    .replaceAll(/(\d) %/g, '$1%')
}

/** Tax rates come in percent: "19". */
function percent(rate) {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 3 }).format(Number(rate) / 100)
}
