/** Ids of headings by GitHub's rule: lower case, letters, marks, numbers, `_` and `-`; spaces are `-`; one that comes again has a number. */
export function anchors(): (heading: string) => string {
  const used = new Map<string, number>()
  return (heading) => {
    const slug = slugOf(heading)
    let times = used.get(slug) ?? 0
    let id = slug
    while (used.has(id) || id === '') {
      times += 1
      id = `${slug}-${times}`
    }
    used.set(slug, times)
    if (id !== slug) used.set(id, 0)
    return id
  }
}

export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
