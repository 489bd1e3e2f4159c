/** Widths per 1000 em of Adobe's core fonts, from their published AFM files: width → the WinAnsi characters that have it. */
const helvetica: [number, string][] = [
  [191, "'"],
  [222, 'ijl‘’‚'],
  [260, '|¦'],
  [278, ' !,./:;I[\\]ft·ÌÍÎÏìíîï'],
  [333, '()-`r¡¨¯²³´¸¹ˆ˜“”„‹›'],
  [334, '{}'],
  [350, '•'],
  [355, '"'],
  [365, 'º'],
  [370, 'ª'],
  [389, '*'],
  [400, '°'],
  [469, '^'],
  [500, 'Jcksvxyzçýÿšž'],
  [537, '¶'],
  [556, '#$0123456789?L_abdeghnopqu¢£¤¥§«µ»àáâãäåèéêëðñòóôõöùúûüþƒ–†‡€'],
  [584, '+<=>~¬±×÷'],
  [611, 'FTZ¿ßøŽ'],
  [667, '&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞŠŸ'],
  [722, 'CDHNRUwÇÐÑÙÚÛÜ'],
  [737, '©®'],
  [778, 'GOQÒÓÔÕÖØ'],
  [833, 'Mm'],
  [834, '¼½¾'],
  [889, '%æ'],
  [944, 'Wœ'],
  [1000, 'ÆŒ—…‰™'],
  [1015, '@'],
]

const helveticaBold: [number, string][] = [
  [238, "'"],
  [278, ' ,./I\\ijl·ÌÍÎÏìíîï‘’‚'],
  [280, '|¦'],
  [333, '!()-:;[]`ft¡¨¯²³´¸¹ˆ˜‹›'],
  [350, '•'],
  [365, 'º'],
  [370, 'ª'],
  [389, '*r{}'],
  [400, '°'],
  [474, '"'],
  [500, 'zž“”„'],
  [556, '#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿšƒ–†‡€'],
  [584, '+<=>^~¬±×÷'],
  [611, '?FLTZbdghnopquµ¿ßðñòóôõöøùúûüþŽ'],
  [667, 'EPSVXYÈÉÊËÝÞŠŸ'],
  [722, '&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ'],
  [737, '©®'],
  [778, 'GOQwÒÓÔÕÖØ'],
  [833, 'M'],
  [834, '¼½¾'],
  [889, '%mæ'],
  [944, 'Wœ'],
  [975, '@'],
  [1000, 'ÆŒ—…‰™'],
]

const regular = tableOf(helvetica)
const bold = tableOf(helveticaBold)

/** Advance of one character, per 1000 em, without kerning. Outside WinAnsi: wide East Asian 1000, marks that take no room 0, else 600. */
export function charWidth(char: string, face: 'regular' | 'bold' | 'code'): number {
  if (face === 'code') return 600
  const known = (face === 'bold' ? bold : regular).get(char === '\u00A0' ? ' ' : char === '\u00AD' ? '-' : char)
  if (known !== undefined) return known
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(char)) return 0
  return isWide(char) ? 1000 : 600
}

/** East Asian Wide or Fullwidth (Unicode UAX #11), the blocks in use. */
export function isWide(char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  // most text is below all of them
  if (code < 0x1100) return false
  return wide.some(([from, to]) => code >= from && code <= to)
}

const wide: [number, number][] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x26a1, 0x26a1],
  [0x2705, 0x2705],
  [0x274c, 0x274c],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]

function tableOf(widths: [number, string][]): Map<string, number> {
  return new Map(widths.flatMap(([width, chars]) => [...chars].map((char) => [char, width] as [string, number])))
}
