import { inflateSync } from 'node:zlib'

/** The text of a PDF of ours, one line for each stretch that was drawn, as a reader's copy would have it. */
export function textOfPdf(bytes: Uint8Array): string[] {
  const source = Buffer.from(bytes).toString('latin1')
  const objects = new Map([...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
  const fonts = new Map<string, Map<string, string>>()
  for (const object of objects.values())
    for (const [, name = '', id = ''] of object.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1]
      if (cmap) fonts.set(name, charactersOf(streamOf(objects.get(cmap) ?? '')))
    }
  const pages = [...objects.values()].map(streamOf).filter((text) => /\bBT\n/.test(text))
  return pages.flatMap((page) => page.split(/\bET\b/).map((part) => drawn(part, fonts)))
}

function drawn(part: string, fonts: Map<string, Map<string, string>>): string {
  const font = fonts.get(/\/(F\d+) [\d.]+ Tf/.exec(part)?.[1] ?? '')
  const glyphs = [...part.matchAll(/<([0-9a-f]+)>/g)].flatMap((match) => (match[1] ?? '').match(/.{4}/g) ?? [])
  return glyphs.map((glyph) => font?.get(glyph) ?? '\ufffd').join('')
}

function charactersOf(cmap: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, from = '0', , list = ''] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[(.*?)\]/g))
    for (const [at, entry] of [...list.matchAll(/<(.*?)>/g)].entries()) {
      const units = (entry[1] ?? '').split(' ').map((unit) => Number.parseInt(unit, 16))
      found.set((Number.parseInt(from, 16) + at).toString(16).padStart(4, '0'), String.fromCharCode(...units))
    }
  return found
}

function streamOf(object: string): string {
  const at = object.indexOf('stream\n')
  if (at < 0) return ''
  const body = Buffer.from(object.slice(at + 7, object.lastIndexOf('\nendstream')), 'latin1')
  return object.slice(0, at).includes('/FlateDecode') ? tryInflate(body) : body.toString('latin1')
}

function tryInflate(body: Buffer): string {
  try {
    return inflateSync(body).toString('latin1')
  } catch {
    return ''
  }
}
