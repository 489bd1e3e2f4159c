import { late } from '../../../kernel/late.ts'

/** Some 49,000 passwords that leaks share (zxcvbn's kept list), lower-case. */
export function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(lists().dictionary['passwords-common'].map((word) => word.toLowerCase()))
  return common
}
const lists = late<typeof import('@zxcvbn-ts/language-common')>('@zxcvbn-ts/language-common')
let common: ReadonlySet<string> | undefined

/**
 * Would somebody who guesses try it early? A common password, alone or repeated, with or without a few digits and signs around it:
 * "password1234", "Football!2026", "dragondragon".
 */
export function isCommonPassword(password: string): boolean {
  const low = password.toLowerCase()
  const core = low.replace(/^[^\p{L}]{1,8}/u, '').replace(/[^\p{L}]{1,8}$/u, '')
  return [low, core, half(low), half(core)].some((part) => commonPasswords().has(part)) || isRun(low)
}

/** The part that a text repeats, if it is nothing but repetition. */
function half(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1)
  return again < text.length ? text.slice(0, again) : ''
}

/** A walk along the alphabet, the digits or the keyboard, forwards or back, wherever it begins. */
const walks = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
  'q1w2e3r4t5y6u7i8o9p0',
]
function isRun(text: string): boolean {
  return walks.some((walk) => walk.includes(text) || [...walk].reverse().join('').includes(text)) || new Set(text).size < 4
}
