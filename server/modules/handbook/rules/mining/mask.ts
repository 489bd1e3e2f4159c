/**
 * What tells a person, or opens something, is taken out of what is kept of a chat: addresses, numbers of telephones, cards and accounts,
 * passwords and keys, and names with a sign before them.
 */
export function masked(text: string): string {
  return text
    .replace(/https?:\/\/[^\s<>()"']{1,2000}/gi, shortUrl)
    .replace(/(?<![a-z\d+.-])([a-z][a-z\d+.-]{1,30}:\/\/)[^\s/@]{1,500}@/gi, '$1')
    .replace(/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu, '[e-mail]')
    .replace(/-----BEGIN [A-Z ]{1,40}-----[\s\S]{0,8000}?(?:-----END [A-Z ]{1,40}-----|$)/g, '[key]')
    .replace(secretWord, '$1 [secret]')
    .replace(/(?<![\p{L}\p{N}])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?![\p{L}\p{N}])/gu, '[account]')
    .replace(/(?<![\p{L}\p{N}])[\p{L}\p{N}_+/=.-]{16,4000}(?![\p{L}\p{N}])/gu, (word) => (isToken(word) ? '[secret]' : word))
    .replace(/(?<![\p{L}\p{N}]|\d[.,]|[A-Z]-)\+?\(?\d(?:[ \u00a0\u2009\u202f./()‐‑–-]{0,2}\d){6,18}(?![\p{L}\p{N}])/gu, longNumber)
    .replace(/(?<![\p{L}\p{N}@])@(?!(?:here|channel|all|everyone)\b)[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}/gu, '@colleague')
}

/** `password: hunter2`, `api key = …`, `the pin is 4711`. */
const secretWord =
  /(?<![\p{L}\p{N}])((?:pass(?:word|phrase|code)?|passwd|pwd|pin|secret|token|api[ _-]?key|access[ _-]?key|bearer)["'`*_]{0,3}(?:\s{0,3}(?:is|:|=|[-=]>|→))+|bearer|authorization: basic|--password)["'`*_]{0,3}\s{0,3}["'`*_]{0,3}(?!\[)[^\s,;]{3,500}/giu

/** Of an address stays where it leads: what stands behind it may open something. */
function shortUrl(url: string): string {
  const bare = url.replace(/^(https?:\/\/)[^/@]*@/i, '$1').replace(/[?#].*$/s, '')
  return bare
    .split('/')
    .map((step, at) => (at > 2 && isToken(step) ? '[secret]' : step))
    .join('/')
}

/** Letters and figures as nobody types them: a key, a hash, a token. */
function isToken(word: string): boolean {
  if (/^(?:xox[a-z]-|gh[a-z]_|glpat-|sk[-_]|pk[-_]|AKIA|eyJ)/.test(word) && word.length >= 16) return true
  const bare = word.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (bare.length < 20 || !/\d/.test(bare) || !/\p{L}/u.test(bare)) return false
  if (/^[0-9a-f]+$/i.test(bare)) return true
  // a path or a name in parts has short parts that are words or numbers
  const parts = word.split(/[^\p{L}\p{N}]+/u)
  if (parts.length > 2 && parts.every((part) => part.length < 16)) return false
  const changes = [...bare].reduce((sum, letter, at) => sum + (at > 0 && kindOf(letter) !== kindOf(bare[at - 1] ?? '') ? 1 : 0), 0)
  return changes >= bare.length / 5
}

function kindOf(letter: string): string {
  return /\d/.test(letter) ? 'figure' : /\p{Lu}/u.test(letter) ? 'capital' : 'letter'
}

/** A card by its check figure (Luhn), else a telephone; a date, an amount and a version stay. */
function longNumber(text: string): string {
  const figures = text.replaceAll(/\D/g, '')
  if (figures.length >= 13 && figures.length <= 19 && checks(figures)) return '[card]'
  if (/^\d{4}[-./]\d{2}[-./]\d{2}$/.test(text.trim()) || /^\d{1,2}[-./]\d{1,2}[-./]\d{4}$/.test(text.trim())) return text
  if (/^\d{1,3}(?:[ .]\d{3})+$/.test(text) && figures.length <= 9 && !text.startsWith('0')) return text
  return figures.length >= 7 && figures.length <= 19 ? '[phone]' : text
}

function checks(figures: string): boolean {
  const sum = [...figures].reverse().reduce((all, figure, at) => {
    const worth = at % 2 === 1 ? Number(figure) * 2 : Number(figure)
    return all + (worth > 9 ? worth - 9 : worth)
  }, 0)
  return sum % 10 === 0
}

/** So much of a message is shown as evidence. */
const excerptLength = 280

/** What is kept of a message: without what tells a person, in one line, cut at a word. */
export function excerptOf(text: string, most = excerptLength): string {
  const line = masked(text).replaceAll(/\s+/g, ' ').trim()
  if ([...line].length <= most) return line
  const cut = [...line].slice(0, most - 2).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > most / 2 ? cut.slice(0, space) : cut} …`
}
