import { headOf } from '../front-matter.ts'
import { nodesIn, treeOf } from '../markdown.ts'

/** The address of a place of a page; what could end a link, or begin what is none, is written as its number. */
export function addressAt(path: string, anchor: string): string {
  const hash = encodeURIComponent(anchor).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return `/handbook/${path}${anchor === '' ? '' : `#${hash}`}`
}

/** A source whose links with an address have another one; nothing where it would read otherwise in anything but where these lead. */
export function readdressed(
  source: string,
  places: readonly { from_at: number; to_at: number }[],
  led: { was: string; now: string },
): string | undefined {
  const now = places
    .toSorted((a, b) => b.from_at - a.from_at)
    .reduce((text, { from_at, to_at }) => text.slice(0, from_at) + led.now + text.slice(to_at), source)
  const [before, after] = [readOf(source), readOf(now)]
  if (before.words !== after.words) return undefined
  const moved = after.urls.filter((url, at) => url !== before.urls[at])
  const fits = after.urls.every((url, at) => url === before.urls[at] || (before.urls[at] === led.was && url === led.now))
  return fits && moved.length === places.length ? now : undefined
}

/** All that a source says and how it is put together, but for where its links lead; and these. */
function readOf(source: string): { words: string; urls: string[] } {
  const { end } = headOf(source)
  const root = treeOf(source.slice(end))
  const words = JSON.stringify(root, (key, value: unknown) => (key === 'position' ? undefined : key === 'url' ? '' : value))
  return { words: source.slice(0, end) + words, urls: [...nodesIn(root)].flatMap(({ node }) => ('url' in node ? [node.url] : [])) }
}
