import type { Context } from '../../../kernel/context.ts'
import { companyOf } from '../../people/index.ts'
import { findTermsOn } from '../store/policies.ts'
import { html, siteFrame, siteLink } from '../../../kernel/html.ts'

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

/** `here`: the address of the page itself. */
export function framed({ company, website, terms, privacy }: Site, here: string, main: string): string {
  const link = (href: string, title: string) => siteLink(href, title, here)
  const foot = [
    link('/pricing', 'Prices'),
    ...(terms ? [link('/terms', 'Terms')] : []),
    ...(privacy ? [link('/privacy', 'Privacy')] : []),
    link('/pricing/ask', 'Contact'),
    ...(website ? [html`<a href="${website}" rel="noopener">${website.replace(/^https:\/\/|\/$/g, '')}</a>`] : []),
  ]
  return siteFrame({ brand: company, nav: [link('/pricing', 'Prices')], foot }, main)
}
