/** Pages by the first part of their address, in the order of addresses; the page at that address names its section. */
export function sectionsOf<T extends { path: string; title: string }>(pages: readonly T[]): { title: string; pages: T[] }[] {
  const bySection = Map.groupBy(pages, ({ path }) => path.split('/')[0] ?? '')
  return [...bySection].map(([name, own]) => ({ title: own.find(({ path }) => path === name)?.title ?? wordsOf(name), pages: own }))
}

function wordsOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
