/** The address of each country's flag, by its two letters; only the flags that are seen are fetched. */
const found = import.meta.glob<string>('../../node_modules/flag-icons/flags/4x3/*.svg', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
})

export const flagAddresses = new Map(Object.entries(found).map(([path, address]) => [path.slice(-6, -4).toUpperCase(), address]))
