import type { Speaker } from '../../kernel/demo.ts'
import { functionsArrange, functionsCreate } from './contract.ts'
import { functions, type ToldPage } from './demo-listed.ts'
import { given, leftOut } from './demo-lived.ts'

type Line = { page: string | null; label: string; blurb: string }

/** The contents while they grow: a procedure is listed before it is followed, all else once the demo has lived. */
export type Contents = { begin: () => Promise<void>; add: (name: string, told: ToldPage) => Promise<void>; end: () => Promise<void> }

export function contentsOf(writer: Speaker, ids: ReadonlyMap<string, string>, keeper: (role: string) => string): Contents {
  const known = new Map<string, { id: string; version: number; lines: Line[] }>()
  const arrange = async (name: string, lines: Line[]) => {
    const one = known.get(name)
    if (!one) throw new Error(`the demo has no function ${name}`)
    const { version } = await writer.say(functionsArrange, { id: one.id, if_match: one.version, entries: lines })
    known.set(name, { id: one.id, version, lines })
  }
  const lineOf = ({ path, called = '', blurb = '' }: ToldPage): Line[] => {
    const page = ids.get(path)
    return page === undefined ? [] : [{ page, label: called, blurb }]
  }
  return {
    begin: async () => {
      for (const { name, by } of functions) {
        const { id, version } = await writer.say(functionsCreate, { name, owner: keeper(by) })
        known.set(name, { id, version, lines: [] })
      }
    },
    add: (name, told) => arrange(name, [...(known.get(name)?.lines ?? []), ...lineOf(told)]),
    end: async () => {
      const gone = new Set([...given.map(({ path }) => path), ...leftOut])
      for (const { name, pages, promised } of functions) {
        const written = pages.filter(({ path }) => !gone.has(path)).flatMap(lineOf)
        await arrange(name, [...written, ...promised.map((label) => ({ page: null, label, blurb: '' }))])
      }
    },
  }
}
