type Section<T> = { title: string; home: T | undefined; pages: T[] }

/** Pages by the first part of their address, in the order of addresses; the page at that address is its section's own and stands in no list. */
export function sectionsOf<T extends { path: string; title: string }>(pages: readonly T[]): Section<T>[] {
  const bySection = Map.groupBy(pages, ({ path }) => path.split('/')[0] ?? '')
  return [...bySection].map(([name, own]) => {
    const home = own.find(({ path }) => path === name)
    return { title: home?.title ?? wordsOf(name), home, pages: own.filter((page) => page !== home) }
  })
}

function wordsOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
