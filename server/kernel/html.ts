/** Text as HTML shows it, in an element or between the quotes of an attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

/** Markup with every value escaped; a value in `[…]` is markup already. */
export function html(parts: TemplateStringsArray, ...values: (string | [string])[]): string {
  return parts.reduce((text, part, at) => text + valueText(values[at - 1]) + part)
}

function valueText(value: string | [string] | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? escapeHtml(value) : value[0]
}

const mark =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="currentColor"/><path d="M7 22h18M9.500 22V12L16 8.500l6.500 3.500V22" fill="none" stroke="var(--on-accent)" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>'

type Site = {
  company: string
  website: string | null
  links: readonly { path: string; title: string; in: 'head' | 'foot' }[]
  /** the address of the page itself */
  here: string
}

/** What stands around a page for anyone, whichever room it is of: the company, the pages that there are, the ways in. */
export function siteFrame({ company: brand, website, links, here }: Site, main: string): string {
  const link = ({ path, title }: Site['links'][number]) =>
    html`<a href="${path}"${[path === here ? ' aria-current="page"' : '']}>${title}</a>`
  const nav = links.filter((one) => one.in === 'head').map(link)
  const foot = [
    ...nav,
    ...links.filter((one) => one.in === 'foot').map(link),
    ...(website ? [html`<a href="${website}" rel="noopener">${website.replace(/^https:\/\/|\/$/g, '')}</a>`] : []),
  ]
  return html`<link rel="stylesheet" href="/public/ways.css"><link rel="stylesheet" href="/public/site.css"><a class="skip" href="#main">Skip to the page</a>
<header class="site-head"><div>
  <a class="site-brand" href="/">${[mark]} ${brand}</a>
  <nav class="site-nav" aria-label="Site">${[nav.join('')]}</nav>
  <a class="button site-in" href="/portal/sign-in">Sign in</a>
</div></header>
${[main]}
<footer class="site-foot"><div><span class="site-made">${[mark]} ${brand}</span><nav class="foot-nav" aria-label="More">${[foot.join('')]}</nav></div></footer>`
}
