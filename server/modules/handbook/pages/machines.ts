import type { Context, Open } from '../../../kernel/context.ts'
import { escapeHtml } from '../../../kernel/html.ts'
import type { WireDoor } from '../../../kernel/room.ts'
import { companyOf } from '../../people/index.ts'
import { sectionsOf } from '../rules/sections.ts'
import { newestPublic, publicPages } from '../store/pages.ts'
import { kept } from './kept.ts'

const perMinute = 60
const mostEntries = 50

/** What everyone may read for programs: what is new (Atom, RFC 4287), and a list for language models (llmstxt.org). */
export const machineDoors: WireDoor[] = [
  {
    method: 'GET',
    path: '/handbook/feed.atom',
    perMinute,
    handle: (request, open) => answered(request, open, feedOf, 'application/atom+xml; charset=utf-8'),
  },
  { method: 'GET', path: '/llms.txt', perMinute, handle: (request, open) => answered(request, open, listOf, 'text/plain; charset=utf-8') },
]

async function answered(request: Request, open: Open, tell: (ctx: Context) => Promise<string>, type: string): Promise<Response> {
  return kept(request, await open(tell), type, false)
}

/** The pages whose public text is newest. An entry changes when what everyone sees of its page does, and at no other time. */
async function feedOf(ctx: Context): Promise<string> {
  const { name } = await companyOf(ctx)
  const { publicUrl } = ctx.settings
  const pages = await newestPublic(ctx.tx, mostEntries)
  const home = `${publicUrl}/handbook`
  const entries = pages.map(({ path, title, summary, public_since, created_at }) => {
    const at = `${home}/${path}`
    const updated = (public_since ?? created_at).toISOString()
    const said = summary === '' ? '' : `<summary>${xml(summary)}</summary>`
    return `<entry><id>${xml(at)}</id><title>${xml(title)}</title><updated>${updated}</updated><link rel="alternate" type="text/html" href="${xml(at)}"/><link rel="alternate" type="text/markdown" href="${xml(at)}.md"/>${said}</entry>`
  })
  const [newest] = pages
  // a feed without an entry has never changed: it is as old as time on this clock
  const updated = (newest ? (newest.public_since ?? newest.created_at) : new Date(0)).toISOString()
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${xml(home)}</id><title>${xml(`${name} handbook`)}</title><updated>${updated}</updated><author><name>${xml(name)}</name></author><link rel="self" type="application/atom+xml" href="${xml(home)}/feed.atom"/><link rel="alternate" type="text/html" href="${xml(home)}"/>${entries.join('')}</feed>
`
}

async function listOf(ctx: Context): Promise<string> {
  const { name } = await companyOf(ctx)
  const home = `${ctx.settings.publicUrl}/handbook`
  const sections = sectionsOf(await publicPages(ctx.tx, 2000)).map(({ title, home: own, pages }) => {
    const lines = [...(own ? [own] : []), ...pages].map(
      (page) => `- [${line(page.title)}](${home}/${page.path}.md)${page.summary === '' ? '' : `: ${line(page.summary)}`}`,
    )
    return `## ${line(title)}\n\n${lines.join('\n')}\n`
  })
  return [`# ${line(name)} handbook\n`, `> How ${line(name)} works, as far as it is public.\n`, ...sections].join('\n')
}

/** Letters that XML 1.0 does not know are left out: one of them would spoil the whole. */
function xml(text: string): string {
  return escapeHtml(text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''))
}

/** Words alone: nothing of theirs is a link or a line of its own. */
function line(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\[\]<>]/g, '\\$&')
    .trim()
}
