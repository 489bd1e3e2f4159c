import type { Context } from '../../../kernel/context.ts'
import { dayWords } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Html, PublicPage, SiteLink } from '../../../kernel/room.ts'
import { findTermsOn } from '../store/policies.ts'
import type { TermsTable } from '../tables.ts'
import { html } from '../../../kernel/html.ts'
import { framed, siteOf } from './site.ts'
import { markdownHtml } from './words.ts'

/** The terms that a purchase binds to today, word for word, for anyone to read before. */
export const termsPage: PublicPage = {
  path: '/terms',
  title: 'Terms',
  link: { in: 'foot' },
  listed: (ctx) => listed(ctx, '/terms', (code) => !isPrivacy(code)),
  render: (ctx, _params, links) => renderTexts(ctx, links, '/terms', (code) => !isPrivacy(code)),
}

/** What is kept of a buyer and why: the notice that a purchase shows. */
export const privacyPage: PublicPage = {
  path: '/privacy',
  title: 'Privacy',
  link: { in: 'foot' },
  listed: (ctx) => listed(ctx, '/privacy', isPrivacy),
  render: (ctx, _params, links) => renderTexts(ctx, links, '/privacy', isPrivacy),
}

/** The notice about personal data is a text of its own among the terms. */
function isPrivacy(code: string): boolean {
  return code.startsWith('privacy')
}

async function textsOn(ctx: Context, which: (code: string) => boolean): Promise<TermsTable[]> {
  return (await findTermsOn(ctx.tx, ctx.today)).filter(({ code }) => which(code))
}

async function listed(ctx: Context, path: string, which: (code: string) => boolean) {
  const days = (await textsOn(ctx, which)).map((text) => text.effective_from).sort()
  return days.length > 0 ? [{ path, updated: new Date(`${days.at(-1)}T00:00:00Z`) }] : []
}

async function renderTexts(ctx: Context, links: readonly SiteLink[], path: string, which: (code: string) => boolean): Promise<Html> {
  const texts = await textsOn(ctx, which)
  if (texts.length === 0) throw new Refusal('missing', 'terms.unknown', 'There is no such text.')
  const site = await siteOf(ctx, links)
  const name = texts.length === 1 ? (texts[0]?.title ?? '') : 'Terms'
  const bodies = texts.map(
    (text) => html`<article class="text">${[markdownHtml(titled(text))]}
<p class="text-facts">Version ${text.version}, in force since ${dayWords(text.effective_from)}. <a href="/api/portal/terms/${text.sha}" download>Keep it as a file</a></p></article>`,
  )
  const body = html`<link rel="stylesheet" href="/public/text.css"><main id="main" class="texts">${[bodies.join('')]}</main>`
  return {
    title: `${name} · ${site.company}`,
    description: `${name} of ${site.company}, as a purchase binds to them today.`,
    canonical: path,
    body: framed(site, path, body),
  }
}

/** A text that begins without its title gets it. */
function titled({ title, body }: TermsTable): string {
  return body.trimStart().startsWith('# ') ? body : `# ${title}\n\n${body}`
}
