import type { Nodes } from 'mdast'
import { addressSaid } from './destinations.ts'

/** Values of attributes in raw HTML that may be addresses; `links` for those of `href`. */
export function addressesIn(html: string): { url: string; links: boolean }[] {
  const tags = html.replaceAll(comments, '')
  return [...tags.matchAll(/=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/g)].map((one) => ({
    url: said(readable(one[1] ?? one[2] ?? one[3] ?? '').trim()),
    links: tags.slice(0, one.index).trimEnd().slice(-4).toLowerCase() === 'href',
  }))
}

/** What an expression of another program in it stands for. */
function said(url: string): string {
  return /\{[{%]/.test(url) ? (addressSaid(url) ?? url) : url
}

export const comments = /<!--[\s\S]*?(?:-->|$)/g

const named: Record<string, string> = {
  amp: '&',
  colon: ':',
  sol: '/',
  period: '.',
  num: '#',
  quest: '?',
  equals: '=',
  lowbar: '_',
  Tab: '',
  NewLine: '',
}

/** With what is written as a reference to a character. */
function readable(value: string): string {
  return value.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));?/gi, (whole, hex?: string, digits?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole
    const point = hex === undefined ? Number(digits) : Number.parseInt(hex, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}

export type Raw = { html: string; from: number; to: number; above: readonly Nodes[] }

/** Up to where the words of a link reach that each piece of raw HTML opens; what is nowhere closed reaches to the end of what it stands in. */
export function endsOfLinks(raws: readonly Raw[], end: number): number[] {
  let closing: number | undefined
  return raws
    .toReversed()
    .map(({ html, to, above }) => {
      const opened = lastOf(html, /<a(?=[\s/>]|$)/gi)
      const closed = lastOf(html, /<\/a(?=[\s/>]|$)/gi)
      const own = closing ?? (isInline(above) ? above.at(-1)?.position?.end.offset : end) ?? end
      if (closed >= 0) closing = to
      return opened < 0 || closed > opened ? to : own
    })
    .toReversed()
}

/** Whether what stands in these stands in a line. */
export function isInline(above: readonly Nodes[]): boolean {
  return !['root', 'listItem', 'blockquote', 'footnoteDefinition'].includes(above.at(-1)?.type ?? 'root')
}

function lastOf(text: string, what: RegExp): number {
  return [...text.matchAll(what)].at(-1)?.index ?? -1
}
