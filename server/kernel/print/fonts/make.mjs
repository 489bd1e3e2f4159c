import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * How the four files beside this one were made, once:
 *
 *   mkdir /tmp/fonts && cd /tmp/fonts && npm init -y
 *   npm install --no-save subset-font@2.9.0 @expo-google-fonts/noto-sans-{jp,sc,tc,kr}
 *   node <this folder>/make.mjs /tmp/fonts
 *
 * The whole families weigh 260 MB; what companies, people and places are called is in the national character sets.
 */
const from = process.argv[2] ?? '.'
const require = createRequire(join(from, 'package.json'))
const subset = require('subset-font')

const span = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => first + at)
const points = (first, last) => String.fromCodePoint(...span(first, last))
/** Every character of a two-byte national set. */
const table = (encoding, leads, trails) => {
  const decoder = new TextDecoder(encoding)
  const all = leads.flatMap((lead) => trails.map((trail) => decoder.decode(Uint8Array.of(lead, trail))))
  return all.filter((one) => one.length === 1 && one > '\x7f' && one !== '\ufffd' && !(one >= '\ue000' && one <= '\uf8ff')).join('')
}

const common = points(0x20, 0x7e) + points(0x3000, 0x303f) + points(0xff00, 0xffef)
const sets = {
  // JIS X 0208 and its usual additions, kana
  jp:
    points(0x3040, 0x30ff) +
    points(0x31f0, 0x31ff) +
    table('shift_jis', [...span(0x81, 0x9f), ...span(0xe0, 0xef)], [...span(0x40, 0x7e), ...span(0x80, 0xfc)]) +
    '㈱㈲髙﨑𠮷',
  // GB 2312
  sc: table('gb18030', span(0xa1, 0xf7), span(0xa1, 0xfe)),
  // Big5, both levels, bopomofo, and characters of personal names that it lacks
  tc:
    '堃煊峯邨翃珺璟頔垚瑄玥犇曌姸彧睎晙旻妤珮瑀鋕筳祐' +
    points(0x3100, 0x312f) +
    table('big5', [...span(0xa1, 0xc6), ...span(0xc9, 0xf9)], [...span(0x40, 0x7e), ...span(0xa1, 0xfe)]),
  // every modern Hangul syllable
  kr: `${points(0x3130, 0x318f)}${Array.from({ length: 11_172 }, (_, at) => String.fromCodePoint(0xac00 + at)).join('')}㈜`,
}

for (const [family, text] of Object.entries(sets)) {
  const name = `NotoSans${family.toUpperCase()}`
  const source = readFileSync(join(from, `node_modules/@expo-google-fonts/noto-sans-${family}/400Regular/${name}_400Regular.ttf`))
  const bytes = await subset(source, common + text, { targetFormat: 'truetype', noLayoutClosure: true })
  writeFileSync(join(import.meta.dirname, `${name}.ttf`), bytes)
  console.log(name, bytes.length)
}
