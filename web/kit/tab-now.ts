/** The tab that an address is of: the one that says most of it. What else the address holds (a dialog that is open, a filter) changes no tab. */
export function tabNow<T extends { href: string }>(tabs: readonly T[], here: { path: string; search: string }): T | undefined {
  const asked = [...new URLSearchParams(here.search)]
  let best: { tab: T; says: number } | undefined
  for (const tab of tabs) {
    const [path = '', query = ''] = tab.href.split('?')
    const own = [...new URLSearchParams(query)]
    const holds = path === here.path && own.every(([name, value]) => asked.some(([key, said]) => key === name && said === value))
    if (holds && (!best || own.length > best.says)) best = { tab, says: own.length }
  }
  return best?.tab ?? tabs[0]
}
