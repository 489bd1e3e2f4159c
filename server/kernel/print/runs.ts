import bidiFactory from 'bidi-js'
import type { Face } from './fonts.ts'

/** A stretch of text in one font and one direction, ready to be drawn from left to right after the one before it. */
export type Run = { text: string; face: Face }
/** Can this font draw this character? */
export type Draws = (face: Face, point: number) => boolean
/** Whose Han characters: Japan, China, Taiwan and Korea write some of them differently. */
export type Han = 'jp' | 'sc' | 'tc' | 'kr'

const bidi = bidiFactory()
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The Han style of a country's documents. */
export function hanOf(country: string | undefined): Han {
  if (country === 'CN' || country === 'SG' || country === 'MY') return 'sc'
  if (country === 'TW' || country === 'HK' || country === 'MO') return 'tc'
  return country === 'KR' || country === 'KP' ? 'kr' : 'jp'
}

/**
 * The text in characters that the fonts have: composed (NFC); a character that no font has in its compatibility form (NFKC) where that can be
 * drawn; Thai SARA AM in its two parts, since the layout puts the first under a tone mark; no control and no direction marks, which
 * could show one name and mean another.
 */
export function printable(text: string, draws: Draws, han: Han = 'jp'): string {
  return [
    ...text
      .normalize('NFC')
      .replace(bidiControls, '')
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[\t\v\f\u0085\u2028\u2029]/g, ' '),
  ]
    .filter((sign) => !/\p{Cc}/u.test(sign) || sign === '\n')
    .map((sign) => (sign === '\n' || canDraw(sign, draws, han) ? sign : compatible(sign, draws, han)))
    .join('')
    .replace(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32')
}

/** The characters of the text that no font draws, each once. */
export function undrawn(text: string, draws: Draws, han: Han = 'jp'): string[] {
  return [...new Set([...printable(text, draws, han)].filter((sign) => sign !== '\n' && !canDraw(sign, draws, han)))]
}

/** One line of printable text as runs in the order in which they are drawn (UAX #9, rules L2 and L4). */
export function runsOf(text: string, draws: Draws, han: Han = 'jp'): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, 'auto')
  const style = styleOf(text, draws, han)
  const parts: { text: string; face: Face; level: number }[] = []
  for (const { segment, index } of clusters.segment(text)) {
    const level = levels[index] ?? 0
    const last = parts.at(-1)
    const face = faceOf(segment, draws, style, last?.face)
    if (last && last.level === level && last.face === face) last.text += segment
    else parts.push({ text: segment, face, level })
  }
  const highest = Math.max(0, ...parts.map((part) => part.level))
  for (let level = highest; level > 0; level -= 1) reverseFrom(parts, level)
  return parts.map(({ text: said, face, level }) => ({ text: level % 2 === 1 ? turned(said) : kept(said), face }))
}

/** One style for all Han characters of a text: that of its country, or the first that has them all; two styles in a name look like a mistake. */
function styleOf(text: string, draws: Draws, han: Han): Han {
  const signs = [...text].filter((sign) => /\p{Script=Han}/u.test(sign)).map((sign) => sign.codePointAt(0) ?? 0)
  return [han, ...hans].find((one) => signs.every((point) => draws(one, point))) ?? han
}

/** Every contiguous stretch at this level or above, turned round. */
function reverseFrom<T extends { level: number }>(parts: T[], level: number): void {
  for (let from = 0; from < parts.length; from += 1) {
    if ((parts[from]?.level ?? 0) < level) continue
    let to = from
    while (to + 1 < parts.length && (parts[to + 1]?.level ?? 0) >= level) to += 1
    parts.splice(from, to - from + 1, ...parts.slice(from, to + 1).reverse())
    from = to
  }
}

/** Text at an odd level: brackets face the other way; the layout turns letters round by itself, but not signs that belong to no script. */
function turned(text: string): string {
  const mirrored = [...text].map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
  return rightToLeft.test(text) ? mirrored.join('') : mirrored.reverse().join('')
}

/** Persian digits run from left to right, but the layout takes them for Arabic letters and turns them round. */
function kept(text: string): string {
  return rightToLeft.test(text) ? [...text].reverse().join('') : text
}

const faces: readonly Face[] = ['text', 'hebrew', 'arabic', 'thai', 'symbols']

/** The font of a cluster: of its script where that has one, else the one of the text before it, else the first that has all of it. */
function faceOf(cluster: string, draws: Draws, han: Han, before: Face | undefined): Face {
  const own = scriptFace(cluster, han)
  const order = [...(own ? [own] : before ? [before] : []), ...faces, han, ...hans]
  return order.find((face) => hasAll(face, cluster, draws)) ?? order.find((face) => draws(face, cluster.codePointAt(0) ?? 0)) ?? 'text'
}

const hans: readonly Han[] = ['jp', 'sc', 'tc', 'kr']

function scriptFace(cluster: string, han: Han): Face | undefined {
  if (/\p{Script=Greek}/u.test(cluster)) return 'greek'
  if (/\p{Script=Cyrillic}/u.test(cluster)) return 'cyrillic'
  if (/[\p{Script=Latin}\p{Script=Devanagari}\p{Nd}]/u.test(cluster) && !/[\u06f0-\u06f9\u0660-\u0669]/.test(cluster)) return 'text'
  if (/\p{Script=Hebrew}/u.test(cluster)) return 'hebrew'
  if (/\p{Script=Arabic}/u.test(cluster)) return 'arabic'
  if (/\p{Script=Thai}/u.test(cluster)) return 'thai'
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(cluster)) return 'jp'
  if (/\p{Script=Hangul}/u.test(cluster)) return 'kr'
  return /\p{Script=Han}/u.test(cluster) ? han : undefined
}

function hasAll(face: Face, cluster: string, draws: Draws): boolean {
  return [...cluster].every((sign) => invisible.test(sign) || draws(face, sign.codePointAt(0) ?? 0))
}

/** Joiners and variation marks shape what is beside them and need no glyph. */
const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]|[\ufe00-\ufe0f]/

function canDraw(sign: string, draws: Draws, han: Han): boolean {
  if (invisible.test(sign)) return true
  const point = sign.codePointAt(0) ?? 0
  return [...faces, han, ...hans].some((face) => draws(face, point))
}

function compatible(sign: string, draws: Draws, han: Han): string {
  const plain = sign.normalize('NFKC')
  return plain !== sign && [...plain].every((one) => canDraw(one, draws, han)) ? plain : sign
}
