/** The lasting name of a plan: its title without the year and without the words for what kind of plan it is. `FY27 Sales VPMOM` → `Sales`. */
export function planName(core: string): string {
  const bare = core
    .replace(
      /\b(?:[QH][1-4][ ,/'’-]{0,2}(?:of )?(?:FY|CY)? ?'?(?:\d{4}|\d{2})|(?:FY|CY)? ?'?(?:20\d\d|\d\d(?=[ -]?[QH][1-4]))[ ,/-]{0,2}[QH][1-4]|(?:[QH][1-4][ ,/-]{0,2})?FY ?'?(?:\d{4}|\d{2}))\b/gi,
      ' ',
    )
    .replace(/\bFY\s?'?(\d{4}|\d{2})\b/gi, ' ')
    .replace(/\b(VPMOM|V2MOM|OKRs?)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:,–—-]+|[\s:,–—-]+$/g, '')
    .replace(/\s+plan$/i, '')
    .trim()
  return (bare === '' ? core.trim() : bare).slice(0, 200) || 'Plan'
}

/** Words joined by hyphens, for addresses: `R&D Größe` → `r-d-grosse`. */
export function slugOf(name: string): string {
  const plain = name
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return plain === '' ? 'plan' : plain
}

/** The first of `slug`, `slug-2`, `slug-3` … that nobody has. */
export function freeSlug(request: string, taken: ReadonlySet<string>): string {
  if (!taken.has(request)) return request
  let n = 2
  while (taken.has(`${request}-${n}`)) n += 1
  return `${request}-${n}`
}
