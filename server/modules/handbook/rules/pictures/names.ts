/** A name by which a text can show a picture: one word, in a folder of its own, that means nothing yet on its page. */
export function freeName(given: string, ending: string, taken: ReadonlySet<string>): string {
  const stem =
    given
      .replace(/\.[a-z0-9]{1,5}$/i, '')
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'picture'
  for (let n = 1; ; n += 1) {
    const name = `pictures/${stem}${n === 1 ? '' : `-${n}`}.${ending}`
    if (!taken.has(name)) return name
  }
}
