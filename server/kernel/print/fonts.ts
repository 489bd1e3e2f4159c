import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { newPdf } from './pdf.ts'

/** A font as fontkit reads it: enough of it to ask what it can draw. */
type Font = { hasGlyphForCodePoint: (point: number) => boolean; layout: unknown }
export type Weight = 'regular' | 'bold'
/** Fonts by the scripts that they are made for; `text` is asked first. */
export type Face = 'text' | 'screen' | 'greek' | 'cyrillic' | 'hebrew' | 'arabic' | 'thai' | 'jp' | 'sc' | 'tc' | 'kr' | 'symbols'

const require = createRequire(import.meta.url)
const google = (name: string, file: string) => () => require.resolve(`@expo-google-fonts/${name}/${file}.ttf`)
const ours = (file: string) => () => join(import.meta.dirname, 'fonts', `${file}.ttf`)

/** CJK and symbols come in one weight: a bold Han character fills up at the sizes of a document. */
const latin = { regular: google('noto-sans', '400Regular/NotoSans_400Regular'), bold: google('noto-sans', '700Bold/NotoSans_700Bold') }
const files: Record<Face, Partial<Record<Weight, () => string>> & { regular: () => string }> = {
  text: latin,
  // the type of the screen, for papers that ask for it
  screen: { regular: ours('Inter-Regular'), bold: ours('Inter-SemiBold') },
  // the same files, opened apart: c and с are one shape, and a font says of a shape only the letter that it was first drawn for
  greek: latin,
  cyrillic: latin,
  hebrew: {
    regular: google('noto-sans-hebrew', '400Regular/NotoSansHebrew_400Regular'),
    bold: google('noto-sans-hebrew', '700Bold/NotoSansHebrew_700Bold'),
  },
  // one glyph for each letter: Noto's Arabic builds letters from base and dots, and a copied text loses the dots
  arabic: { regular: google('vazirmatn', '400Regular/Vazirmatn_400Regular'), bold: google('vazirmatn', '700Bold/Vazirmatn_700Bold') },
  thai: {
    regular: google('noto-sans-thai', '400Regular/NotoSansThai_400Regular'),
    bold: google('noto-sans-thai', '700Bold/NotoSansThai_700Bold'),
  },
  jp: { regular: ours('NotoSansJP') },
  sc: { regular: ours('NotoSansSC') },
  tc: { regular: ours('NotoSansTC') },
  kr: { regular: ours('NotoSansKR') },
  symbols: { regular: google('noto-sans-symbols-2', '400Regular/NotoSansSymbols2_400Regular') },
}

const opened = new Map<string, Font>()

/** Which file serves a face in a weight: the same name for both where there is one weight. */
export function fontName(face: Face, weight: Weight): string {
  return `${face}-${files[face][weight] ? weight : 'regular'}`
}

/** Opened when it is first needed and kept for the process: pdfkit would parse it again for every document. */
export function fontOf(face: Face, weight: Weight): Font {
  const name = fontName(face, weight)
  const held = opened.get(name)
  if (held) return held
  const font = openFont((files[face][weight] ?? files[face].regular)())
  // pdfkit takes fonts of one name for one font
  Object.defineProperty(font, 'postscriptName', { value: `Quarterdeck-${name}` })
  opened.set(name, font)
  return font
}

/**
 * Forgets which letters the shapes were drawn for. Called when a document begins: what an earlier one said would change the bytes of
 * the next (fontkit's own field).
 */
export function freshGlyphs(): void {
  for (const font of opened.values()) Reflect.set(font, '_glyphs', {})
}

export function draws(face: Face, weight: Weight, point: number): boolean {
  return fontOf(face, weight).hasGlyphForCodePoint(point)
}

/** pdfkit takes an opened font but does not say how to open one; its own field holds it (the version is pinned for this). */
function openFont(path: string): Font {
  const opener = newPdf({ autoFirstPage: false })
  opener.font(readFileSync(path))
  const font: unknown = Reflect.get(Reflect.get(opener, '_font') as object, 'font')
  if (typeof (font as Font | undefined)?.hasGlyphForCodePoint !== 'function') throw new Error(`pdfkit did not open ${path}`)
  return font as Font
}
