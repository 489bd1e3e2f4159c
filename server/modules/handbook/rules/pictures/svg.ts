import type { Read } from './format.ts'

const mostLetters = 2 * 1024 * 1024

/**
 * An SVG as it may be drawn inside an `img`, where nothing of it runs or loads. Comments, notes of programs, scripts and handlers go; one that
 * declares entities is none, for whoever draws it would grow them without end.
 */
export function svgOf(bytes: Uint8Array): Read {
  if (bytes.length > mostLetters) return undefined
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
  if (text.includes('\0') || /<!(?:ENTITY|ATTLIST|ELEMENT)/i.test(text) || (text.match(/<!DOCTYPE/gi) ?? []).length > 1) return undefined
  if (/<!DOCTYPE[^>]*\[/i.test(text)) return undefined
  const shown = without(text)
  const [head] = /<svg(?=[\s>])[^<>]*>/i.exec(shown) ?? []
  if (head === undefined || !/^\s*<svg/i.test(shown)) return undefined
  return { bytes: Buffer.from(`${shown.trim()}\n`, 'utf8'), ...sizeOf(head) }
}

/** Each is looked for again until none is left: what stood around one may be one. */
function without(text: string): string {
  let [shown, before] = [text.replace(/^\ufeff/, ''), '']
  for (let turn = 0; turn < 8 && shown !== before; turn += 1) {
    before = shown
    shown = takenOut.reduce(cut, shown).replaceAll(/<!DOCTYPE\s+svg[^>]*>/gi, '')
    shown = shown
      .replaceAll(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+)/gi, '')
      .replaceAll(/(?:href|src)\s*=\s*(["'])\s*(?:javascript|vbscript):[^"']*\1/gi, '')
  }
  return shown
}

const elements = ['metadata', 'script', 'foreignObject', 'sodipodi:namedview', 'iframe', 'object', 'embed']
type Cut = { begin: RegExp; end: string }
const takenOut: readonly Cut[] = [
  { begin: /<!--/g, end: '-->' },
  { begin: /<\?/g, end: '?>' },
  ...elements.map((name) => ({ begin: new RegExp(`<${name}(?=[\\s/>])[^<>]*>`, 'gi'), end: `</${name.toLowerCase()}>` })),
]

/** From each beginning to its end; one without an end goes to the end of the text. */
function cut(text: string, { begin, end }: Cut): string {
  const low = text.toLowerCase()
  let [out, at] = ['', 0]
  for (const found of text.matchAll(begin)) {
    if (found.index < at) continue
    out += text.slice(at, found.index)
    const opened = found.index + found[0].length
    const closed = low.indexOf(end, found.index)
    at = found[0].endsWith('/>') ? opened : closed < 0 ? text.length : closed + end.length
  }
  return out + text.slice(at)
}

/** As it says, else as its box is; a square where it says nothing. */
function sizeOf(head: string): { width: number; height: number } {
  const said = (name: string) =>
    Number.parseFloat(new RegExp(`\\s${name}\\s*=\\s*["']\\s*([0-9.]+)(?:px)?\\s*["']`, 'i').exec(head)?.[1] ?? '')
  const box = /\sviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)/i.exec(head)
  const whole = (size: number) => Math.min(10_000, Math.max(1, Math.round(size)))
  const [width, height] = [said('width') || Number(box?.[1]), said('height') || Number(box?.[2])]
  return width > 0 && height > 0 ? { width: whole(width), height: whole(height) } : { width: 300, height: 300 }
}
