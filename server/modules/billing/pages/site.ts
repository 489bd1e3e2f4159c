import type { Context } from '../../../kernel/context.ts'
import { companyOf } from '../../people/index.ts'
import { findTermsOn } from '../store/policies.ts'
import { html } from './html.ts'

/** What stands around every public page of ours. */
export type Site = { company: string; website: string | null; terms: boolean; privacy: boolean }

/** Links lead only to what there is: terms and the privacy notice that are in force, the website that the company names. */
export async function siteOf(ctx: Context): Promise<Site> {
  const { name, website } = await companyOf(ctx)
  const codes = (await findTermsOn(ctx.tx, ctx.today)).map(({ code }) => code)
  return { company: name, website, terms: codes.some((code) => !isPrivacy(code)), privacy: codes.some(isPrivacy) }
}

/** The notice about personal data is a text of its own among the terms. */
export function isPrivacy(code: string): boolean {
  return code.startsWith('privacy')
}

const mark =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="currentColor"/><path d="M7 22h18M9.500 22V12L16 8.500l6.500 3.500V22" fill="none" stroke="var(--on-accent)" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>'

/** `here`: the address of the page itself. */
export function framed({ company, website, terms, privacy }: Site, here: string, main: string): string {
  const link = (href: string, title: string) => html`<a href="${href}"${[href === here ? ' aria-current="page"' : '']}>${title}</a>`
  const foot = [
    link('/pricing', 'Prices'),
    ...(terms ? [link('/terms', 'Terms')] : []),
    ...(privacy ? [link('/privacy', 'Privacy')] : []),
    link('/pricing/ask', 'Contact'),
    ...(website ? [html`<a href="${website}" rel="noopener">${website.replace(/^https:\/\/|\/$/g, '')}</a>`] : []),
  ]
  return html`<link rel="stylesheet" href="/public/site.css"><a class="skip" href="#main">Skip to the page</a>
<header class="site-head"><div>
  <a class="site-brand" href="/">${[mark]} ${company}</a>
  <nav class="site-nav" aria-label="Site">${[link('/pricing', 'Prices')]}</nav>
  <a class="button site-in" href="/portal/sign-in">Sign in</a>
</div></header>
${[main]}
<footer class="site-foot"><div><span class="site-made">${[mark]} ${company}</span><nav aria-label="More">${[foot.join('')]}</nav></div></footer>`
}
