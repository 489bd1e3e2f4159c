import { html, siteFrame } from '../../../kernel/html.ts'
import { dayWords } from '../../../kernel/period.ts'
import type { Html, SiteLink } from '../../../kernel/room.ts'
import type { OutwardPage } from '../queries/public.ts'
import type { sectionsOf } from '../rules/sections.ts'

/** So many pages the handbook's home lists, and so many stand in the sitemap. */
export const mostAtHome = 2000
export const mostListed = 50_000

/** Ways of the site at which other pages answer. */
export const taken = ['/handbook', '/handbook/directory', '/handbook/search']

export const styles =
  '<link rel="stylesheet" href="/public/handbook.css"><link rel="alternate" type="application/atom+xml" href="/handbook/feed.atom" title="Handbook">'

export function inSitemap({ path, public_since }: { path: string; public_since: Date | null }): { path: string; updated?: Date } {
  return { path: `/handbook/${path}`, ...(public_since ? { updated: public_since } : {}) }
}

type Sections = ReturnType<typeof sectionsOf<{ path: string; title: string }>>
/** What a page is drawn among. */
type Around = {
  sections: Sections
  links: readonly SiteLink[]
  company: string
  website: string | null
  publicUrl: string
}

/** A page of the handbook as everyone is sent it; nothing is looked up. */
export function bookHtml(page: OutwardPage, around: Around): Html {
  const { sections, links, company, website } = around
  const path = `/handbook/${page.path}`
  const main = html`${[styles]}<div class="book"><nav class="book-nav" aria-label="Handbook">${[searchForm('')]}${[navOf(sections, page.path)]}</nav>${[mainOf(page)]}${[onPage(page)]}</div>`
  return {
    title: `${page.title} · ${company}`,
    description: page.description || page.title,
    canonical: path,
    kept: true,
    body: siteFrame({ company, website, links, here: '/handbook' }, main),
    jsonLd: dataOf(page, around),
    ...(page.retired ? { unlisted: true as const } : {}),
  }
}

export function searchForm(q: string): string {
  return html`<form class="book-search" role="search" action="/handbook/search"><label for="book-q">Search</label><input id="book-q" type="search" name="q" value="${q}" maxlength="200"><button>Search</button></form>`
}

/** So many pages stand in the rail together; of a longer handbook the section in which the page is. */
const mostInRail = 60

/** Each page once: that of a section is its head, and its neighbours stand below it. */
function navOf(sections: Sections, path: string): string {
  const count = sections.reduce((sum, { pages }) => sum + pages.length + 1, 0)
  const shown = sections.filter(({ home, pages }) => count <= mostInRail || [home, ...pages].some((page) => page?.path === path))
  const link = (page: { path: string; title: string }) =>
    html`<a href="/handbook/${page.path}"${[page.path === path ? ' aria-current="page"' : '']}>${page.title}</a>`
  const parts = shown.map(({ title, home, pages }) => {
    const lines = pages.map((page) => html`<li>${[link(page)]}</li>`)
    const head = home ? html`<p class="book-section">${[link(home)]}</p>` : html`<p>${title}</p>`
    return html`${[head]}${[lines.length > 0 ? html`<ul>${[lines.join('')]}</ul>` : '']}`
  })
  return html`${[parts.join('')]}<a class="book-all" href="/handbook">All of the handbook</a>`
}

function mainOf(page: OutwardPage): string {
  const { path, title, description, html: text, updated, retired } = page
  const banner = retired ? html`<p class="book-note">This page is not in force any more.</p>` : ''
  const lead = description !== '' && !text.includes(html`${description}`) ? html`<p class="book-lead">${description}</p>` : ''
  return html`<main id="main" class="book-page"><p class="book-crumbs"><a href="/handbook">Handbook</a></p><h1>${title}</h1>${[banner]}${[lead]}<div class="book-text">${[text]}</div>
<p class="book-foot"><span>As it stands since ${dayWords(updated.toISOString().slice(0, 10))}.</span> <a href="/handbook/${path}.md">Markdown</a> <a href="/handbook/${path}.json">JSON</a></p></main>`
}

function onPage({ headings }: OutwardPage): string {
  const lines = headings.filter(({ level }) => level === 2).map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)
  return lines.length < 2
    ? ''
    : html`<nav class="book-here" aria-label="On this page"><p>On this page</p><ul>${[lines.join('')]}</ul></nav>`
}

/** For machines that read pages (schema.org). */
function dataOf(page: OutwardPage, { company: name, publicUrl }: Around): unknown {
  const url = `${publicUrl}/handbook/${page.path}`
  const crumb = (position: number, item: string, title: string) => ({ '@type': 'ListItem', position, name: title, item })
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'TechArticle',
        headline: page.title.slice(0, 110),
        ...(page.description === '' ? {} : { description: page.description }),
        url,
        datePublished: page.created.toISOString(),
        dateModified: page.updated.toISOString(),
        inLanguage: 'en',
        isPartOf: { '@type': 'WebSite', name: `${name} handbook`, url: `${publicUrl}/handbook` },
        publisher: { '@type': 'Organization', name },
      },
      ...(page.procedure && page.steps.length > 0 ? [howTo(page, url)] : []),
      { '@type': 'BreadcrumbList', itemListElement: [crumb(1, `${publicUrl}/handbook`, 'Handbook'), crumb(2, url, page.title)] },
    ],
  }
}

/** The steps of a procedure, and how long it takes where each says so. */
function howTo({ title, description, steps }: OutwardPage, url: string): unknown {
  const minutes = steps.every((step) => step.minutes !== null) ? steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0) : null
  return {
    '@type': 'HowTo',
    name: title.slice(0, 110),
    ...(description === '' ? {} : { description }),
    ...(minutes === null ? {} : { totalTime: `PT${minutes}M` }),
    step: steps.map((step, at) => ({ '@type': 'HowToStep', position: at + 1, name: step.title, url })),
  }
}
