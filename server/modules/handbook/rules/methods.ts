import { nearestName } from '../../../kernel/nearest.ts'
import { headOf } from './front-matter.ts'

/** A method of a plan, as far as a text can name it. */
type Method = { key: string; title: string; plan: string }
type Said = { key: string; said: string }
type Unread = { name: string; text: string }

/** So many methods a procedure serves at most. */
const most = 20
const nearest = 3

/**
 * Which methods the names of a text mean: by the title alone where one method has it, else by plan and title (`Sales FY27 / Open an office`).
 * A name that was read before goes on meaning the same method when that gets another title. `offered` are those of plans in force.
 */
export function methodsNamed(
  names: readonly string[],
  offered: readonly Method[],
  before: readonly Said[],
): { said: Said[]; unread: Unread[] } {
  const said = new Map<string, string>()
  const unread: Unread[] = []
  for (const [at, name] of names.entries()) {
    if (at >= most) {
      unread.push({ name, text: `A procedure serves ${most} methods at most: “${name}” is not read.` })
      continue
    }
    const met = offered.filter((one) => fold(one.title) === fold(name) || fold(calledOf(one)) === fold(name))
    const known = before.find((one) => fold(one.said) === fold(name))?.key
    const key = met.length === 1 ? met[0]?.key : met.length === 0 || met.some((one) => one.key === known) ? known : undefined
    if (key !== undefined) said.set(key, said.get(key) ?? name)
    if (!offered.some((one) => one.key === key)) unread.push({ name, text: met.length > 1 ? severalOf(name, met) : noneOf(name, offered) })
  }
  return { said: [...said].map(([key, name]) => ({ key, said: name })), unread }
}

/** Where a text says what cannot be read, as findings. */
export function methodFindings(source: string, unread: readonly Unread[]) {
  const head = source.slice(0, headOf(source).end)
  return unread.map(({ name, text }) => {
    const at = head.indexOf(name)
    return { code: 'method.unknown', level: 'warn' as const, text, from: at < 0 ? null : at, to: at < 0 ? null : at + name.length }
  })
}

function calledOf({ plan, title }: Method): string {
  return `${plan} / ${title}`
}

/** Letters as they are meant, whatever their case and the spaces between and around. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?\/ ?/g, '/')
    .trim()
}

function severalOf(name: string, met: readonly Method[]): string {
  const ways = [...new Set(met.map(calledOf))]
  if (ways.length < met.length) return `Several methods are called “${name}”. Choose one under “What it serves”.`
  return `Several plans have a method “${name}”. Write ${ways.slice(0, nearest).map(quoted).join(' or ')}.`
}

function noneOf(name: string, offered: readonly Method[]): string {
  const none = `No plan in force has a method “${name}”.`
  const near = nearTo(name, offered)
  return near.length === 0
    ? `${none} Those that there are stand under “What it serves”.`
    : `${none} Near to it: ${near.map(quoted).join(', ')}.`
}

const quoted = (one: string) => `“${one}”`

/** The one that was most likely meant, then those that share most words. */
function nearTo(name: string, offered: readonly Method[]): string[] {
  const titles = [...new Set(offered.map(({ title }) => title))]
  const slip = nearestName(name, titles) ?? nearestName(name.split('/').at(-1)?.trim() ?? '', titles)
  const words = wordsOf(name)
  const shared = titles
    .map((title) => ({ title, count: [...wordsOf(title)].filter((word) => words.has(word)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1))
    .map(({ title }) => title)
  return [...new Set([...(slip === undefined ? [] : [slip]), ...shared])].slice(0, nearest)
}

function wordsOf(text: string): Set<string> {
  return new Set(fold(text).match(/[\p{L}\p{N}]{3,}/gu) ?? [])
}
