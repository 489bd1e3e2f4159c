/** What a page for everyone has to be, that people and web search find it (F1 to F12), in this order. */
export const checks = [
  ...(['text', 'sitemap', 'address', 'indexed', 'title', 'description'] as const),
  ...(['heading', 'near', 'linked', 'data', 'first', 'light'] as const),
] as const
export type Check = (typeof checks)[number]

/** A check that fails: what is so. */
export type Wanting = { check: Check; says: string }

/** What is to be done about a check that fails. */
export const toDo: Record<Check, string> = {
  text: 'Give the page another address, or tell whoever runs Quarterdeck: what everyone is sent is not what the page says.',
  sitemap: 'Give the page an address of its own that no other page of the site has.',
  address: 'Tell whoever runs Quarterdeck: the page names another address as its own.',
  indexed: 'Give the page an address that robots.txt does not close.',
  title: 'Give the page a title of its own: neither so short that it says nothing, nor so long that it is cut.',
  description: 'Write “description:” into its front matter, or begin it with a sentence or two that say what it is for.',
  heading: 'Leave one heading of the first level: the title.',
  near: 'List the page in the contents, or link to it from a page that everyone finds.',
  linked: 'List the page in the contents, or link to it from another page for everyone.',
  data: 'Tell whoever runs Quarterdeck: programs cannot read what the page is.',
  first: 'Say in its title what the other page’s title does not say, or give it the words that readers use.',
  light: 'Part the page into several, and say in the brackets of each picture what is to be seen on it.',
}
