import { isTimed } from './goals/scope.ts'
import { displayText } from './inline.ts'
import type { Framework, Placeholder, Title } from './model.ts'

const words = new Set(['VPMOM', 'OKR', 'OKRS'])

/** Takes a heading apart: core, then any of (ABC), (TBA|TBD|TBC|WIP), (n%). Escaped brackets count; the space before one may be missing. */
export function readTitle(heading: string): Title {
  let raw = unbold(heading.trim())
  const title: Title = { raw, core: '', initials: null, placeholder: null, percent: null, suffixes: [] }
  for (;;) {
    const suffix = /\s*\\?\(\s*([A-Z]{2,5}|\d{1,3}\s?%)\s*\\?\)$/.exec(raw.slice(-40))
    const inner = suffix?.[1]?.replace(/\s/g, '')
    if (!suffix || !inner || !take(title, inner)) break
    raw = raw.slice(0, raw.length - suffix[0].length).trimEnd()
  }
  title.raw = unbold(raw)
  title.core = displayText(title.raw)
    .trim()
    .replace(/(?<=\S)\s*:$/, '')
  return title
}

function take(title: Title, inner: string): boolean {
  if (/^(TBA|TBD|TBC|WIP)$/.test(inner)) {
    if (title.placeholder) return false
    title.placeholder = inner as Placeholder
  } else if (inner.endsWith('%')) {
    const percent = Number(inner.slice(0, -1))
    if (title.percent !== null || percent > 100) return false
    title.percent = percent
  } else {
    if (title.initials || words.has(inner)) return false
    title.initials = inner
  }
  title.suffixes.unshift(inner)
  return true
}

function unbold(text: string): string {
  const bold = /^(\*\*|__)(.*)\1$/.exec(text)
  const inner = bold?.[2]
  return inner !== undefined && !inner.includes(bold?.[1] as string) ? inner.trim() : text
}

/** A chapter that explains plans, shows an example or is there to be copied: what stands in it is nobody's plan, nor what hangs below it. */
export function teaches(heading: string): boolean {
  const bare = heading.replace(/^[^\p{L}]+/u, '')
  if (isTimed(bare)) return false
  return (
    /^(?:\p{L}?[\d.]{1,8}\s+)?(?:examples?|samples?|templates?)\b/iu.test(bare) ||
    /^(how[ -]to\b|about\b|history\b|examples?\b|samples?\b|templates?\b|what (is|are)\b|why\b|guide|introduction to|appendix|glossary)/i.test(
      bare,
    ) ||
    /\b(templates?|examples?|samples?|guide|guidelines|tutorial|cheat ?sheet|faqs?)\)?[.:!]?$/i.test(bare) ||
    /\b(?:guide|introduction|primer) (?:to|for)\b|\bhow to\b/i.test(bare) ||
    /(?:이란|란|무엇인가)\s?\?*$|가이드$|(?:とは|什么是|什麼是)|(?:指南|教程|入门|入門|介绍|介紹)$/u.test(bare) ||
    teachesOf(bare) ||
    /\b(?:copy|duplicate) (?:this|me)\b/i.test(bare) ||
    /^(?:courses?|lessons?|learning|labs?|assignments?|workshops?|training)\b.*\bobjectives\b/i.test(bare) ||
    /^(?:writing|understanding|setting|creating|defining|using|scoring|grading|tracking|good|bad|great)\b.*\b(?:okrs?|objectives?|goals?|key results?)\b/i.test(
      bare,
    )
  )
}

/** A word of plans, and after it one of teaching; each is looked for once, however long the heading is. */
function teachesOf(heading: string): boolean {
  const subject = /\b(?:okrs?|objectives?|key results?|v2moms?|vpmoms?)\b/i.exec(heading)
  return (
    subject !== null &&
    /\b(?:examples?|templates?|guide|process|framework|best practices|tutorial|training|course|playbook|primer|basics|explained|101)\b/i.test(
      heading.slice(subject.index + subject[0].length),
    )
  )
}

/** `OKR framework 2027`: a word for the method, under which a company may keep its goals all the same. */
export function isFramework(heading: string): boolean {
  return teachesOf(heading) && !teachesOf(heading.replace(/\b(?:framework|process)\b/gi, ''))
}

/** A plan without a heading is named after its file until someone says better. */
export function titleOfFile(name: string): Title {
  const bare = (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim()
  const core = bare === '' ? 'Plan' : bare[0]?.toUpperCase() + bare.slice(1)
  return plainTitle(core)
}

/** A title that somebody typed for a text without a heading. */
export function plainTitle(core: string): Title {
  return { raw: core, core, initials: null, placeholder: null, percent: null, suffixes: [] }
}

/** The title for the eye: core, initials, what is still open, and how far it is. */
export function titleText(title: Pick<Title, 'core' | 'initials' | 'placeholder'>, completeness: number | null): string {
  const parts = [title.core]
  if (title.initials) parts.push(`(${title.initials})`)
  if (title.placeholder) parts.push(`(${title.placeholder})`)
  if (completeness !== null) parts.push(`(${completeness}%)`)
  return parts.join(' ')
}

export function frameworkOf(title: Title, labels: string[]): Framework {
  if (/\bOKRs?\b/.test(title.core) || labels.some((label) => /^(objectives|key results)$/i.test(label))) return 'okr'
  return /V2MOM/i.test(title.core) || labels.some((label) => /^values?$/i.test(label)) ? 'v2mom' : 'vpmom'
}
