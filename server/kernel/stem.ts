/** What is longer is no word of a language, and its endings would be sought for ever. */
const longest = 60

/**
 * The stem of an English word, by the algorithm known as Porter2 (Snowball "english"), as PostgreSQL's `english_stem` has it. `word` is
 * lower case; beyond 60 letters it stays as it is. Regions: R1 begins after the first consonant that follows a vowel, R2 is the same
 * within R1. docs/decisions/0137 says why it is ours.
 */
export function stem(word: string): string {
  if (word.length <= 2 || word.length > longest) return word
  const known = whole.get(word)
  if (known !== undefined) return known
  const marked = markY(word.replace(/^'/, ''))
  const r1 = /^(gener|commun|arsen)/.exec(marked)?.[0].length ?? regionAfter(marked, 0)
  const word1 = plural(marked.replace(/'s'?$|'$/, ''))
  if (kept.has(word1)) return word1
  const regions = { r1, r2: regionAfter(marked, r1) }
  return finalE(stepFour(stepThree(stepTwo(finalY(past(word1, r1)), r1), regions), regions.r2), regions).replaceAll('Y', 'y')
}

type Regions = { r1: number; r2: number }
/** Ending → what takes its place. The longest ending that a word has is the one that counts. */
type Endings = ReadonlyMap<string, string>

const whole = new Map(
  `skis ski|skies sky|dying die|lying lie|tying tie|idly idl|gently gentl|ugly ugli|early earli|only onli|singly singl
|sky sky|news news|howe howe|atlas atlas|cosmos cosmos|bias bias|andes andes`
    .split('|')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)
const kept = new Set('inning outing canning herring earring proceed exceed succeed'.split(' '))

/** A `y` that sounds like a consonant: at the beginning, or after a vowel. */
function markY(word: string): string {
  return word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y')
}

/** Where the region begins that lies behind the first vowel–consonant pair at or after `from`. */
function regionAfter(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from))
  return found ? from + found.index + 2 : word.length
}

function plural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (/ie[ds]$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1)
  if (/(us|ss)$/.test(word)) return word
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word
}

function past(word: string, r1: number): string {
  const eed = /eed(ly)?$/.exec(word)
  if (eed) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word
  const ending = /(ingly|edly|ing|ed)$/.exec(word)
  if (!ending) return word
  const left = word.slice(0, ending.index)
  if (!/[aeiouy]/.test(left)) return word
  if (/(at|bl|iz)$/.test(left)) return `${left}e`
  // added, egged and offed keep what they double
  if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(left)) return /^[aeo]..$/.test(left) ? left : left.slice(0, -1)
  return r1 >= left.length && endsShort(left) ? `${left}e` : left
}

/** Whether a word ends in a short syllable. */
function endsShort(word: string): boolean {
  return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word)
}

function finalY(word: string): string {
  return /.[^aeiouy][yY]$/.test(word) ? `${word.slice(0, -1)}i` : word
}

const two: Endings = new Map(
  `tional tion|enci ence|anci ance|abli able|entli ent|izer ize|ization ize|ational ate|ation ate|ator ate|alism al|aliti al|alli al
|fulness ful|ousli ous|ousness ous|iveness ive|iviti ive|biliti ble|bli ble|ogi og|fulli ful|lessli less|li `
    .split('|')
    .map((pair) => pair.replace('\n', '').split(' ') as [string, string]),
)
const three: Endings = new Map(
  'tional tion|ational ate|alize al|icate ic|iciti ic|ical ic|ful |ness |ative '
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
)
const four: Endings = new Map(
  'al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion'.split(' ').map((ending) => [ending, '']),
)

function stepTwo(word: string, r1: number): string {
  return replaced(word, two, r1, (ending, left) =>
    ending === 'ogi' ? left.endsWith('l') : ending === 'li' ? /[cdeghkmnrt]$/.test(left) : true,
  )
}

function stepThree(word: string, { r1, r2 }: Regions): string {
  return replaced(word, three, r1, (ending, left) => ending !== 'ative' || left.length >= r2)
}

function stepFour(word: string, r2: number): string {
  return replaced(word, four, r2, (ending, left) => ending !== 'ion' || /[st]$/.test(left))
}

function replaced(word: string, endings: Endings, region: number, fits: (ending: string, left: string) => boolean): string {
  for (let length = Math.min(7, word.length); length > 1; length -= 1) {
    const ending = word.slice(-length)
    const other = endings.get(ending)
    if (other === undefined) continue
    const left = word.slice(0, -length)
    return left.length >= region && fits(ending, left) ? left + other : word
  }
  return word
}

function finalE(word: string, { r1, r2 }: Regions): string {
  const left = word.slice(0, -1)
  if (word.endsWith('e')) return left.length >= r2 || (left.length >= r1 && !endsShort(left)) ? left : word
  return word.endsWith('ll') && left.length >= r2 ? left : word
}
