import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { decisionsAnswer, decisionsDecide } from '../decisions/index.ts'
import { functionsArrange, functionsCreate, pagesCreate, pagesPublish, proposalsCreate, proposalsPublish } from './contract.ts'
import { followed, functions, type ToldProcedure } from './demo-followed.ts'
import { publicHashOf } from './queries/texts.ts'

type Step = { ago: number; run: () => Promise<void> }
type Told = { id: string; version: number; lines: { page: string | null; label: string; blurb: string }[] }
type Around = { as: DemoStage['as']; writer: Speaker; ids: Map<string, string>; contents: Map<string, Told> }

/** The functions, with no lines yet. */
export async function tellFunctions({ as, writer, contents }: Around): Promise<void> {
  for (const { name, by } of functions) {
    const { id, version } = await writer.say(functionsCreate, { name, owner: (await as(by)).actor.id })
    contents.set(name, { id, version, lines: [] })
  }
}

/** Procedures, each on its days: written, listed, put forward, agreed to, in force, changed. */
export function stepsOfProcedures(around: Around): Step[] {
  return followed.flatMap((told) => {
    let source = told.source
    let no = 0
    const first = async () => {
      no = await write(around, told, source)
      if (!told.draft) no = await agreed(around, told, { source, no, note: 'The first text' })
    }
    const later = (told.changes ?? []).map(({ ago, note, from, to, small, waits }) => ({
      ago,
      run: async () => {
        source = source.replace(from, to)
        no = small ? await saidBetter(around, told, { source, no, note }) : await agreed(around, told, { source, no, note }, waits)
      },
    }))
    return [{ ago: told.ago, run: first }, ...later]
  })
}

async function write({ as, writer, ids, contents }: Around, told: ToldProcedure, source: string): Promise<number> {
  const { path, audience = 'internal', keeps, backup, called = '', blurb } = told
  const [owner, other] = [(await as(keeps)).actor.id, (await as(backup)).actor.id]
  const made = await writer.say(pagesCreate, { path, source, audience, owner, backup: other, ...shown(told, source) })
  ids.set(path, made.id)
  await list(writer, contents, told.in, [{ page: made.id, label: called, blurb }])
  return made.no
}

type Text = { source: string; no: number; note: string }

/** Those whom it names agree, and it is followed; one that waits is only asked about. Answers the number of the text that stands. */
async function agreed({ as, writer, ids }: Around, told: ToldProcedure, { source, no, note }: Text, waits = false): Promise<number> {
  const id = ids.get(told.path) ?? ''
  const { id: proposal, decision } = await writer.say(proposalsCreate, { id, base: no, source, note })
  if (told.agrees) await (await as(told.agrees)).say(decisionsAnswer, { id: decision.id, stance: 'agree', text_no: 1 })
  if (waits) return no
  const decider = await as(told.decides)
  await decider.say(decisionsDecide, { id: decision.id, text_no: 1, outcome: 'accept', text: 'Yes: we do it so.', no_actions: true })
  await writer.say(proposalsPublish, { id: proposal, ...shown(told, source) })
  return note === 'The first text' ? no : no + 1
}

async function saidBetter({ writer, ids }: Around, told: ToldProcedure, { source, no, note }: Text): Promise<number> {
  await writer.say(pagesPublish, { id: ids.get(told.path) ?? '', base: no, source, note, ...shown(told, source) })
  return no + 1
}

function shown({ audience }: ToldProcedure, source: string) {
  return audience === 'public' ? { public_hash: publicHashOf(source) } : {}
}

/** What else is listed, and what is promised and not written yet. */
export async function tellContents({ writer, ids, contents }: Around): Promise<void> {
  for (const { name, pages, promised } of functions) {
    const written = pages.flatMap(({ path, blurb, called = '' }) => {
      const page = ids.get(path)
      return page === undefined ? [] : [{ page, label: called, blurb }]
    })
    await list(writer, contents, name, [...written, ...promised.map((label) => ({ page: null, label, blurb: '' }))])
  }
}

async function list(writer: Speaker, contents: Around['contents'], name: string, more: Told['lines']): Promise<void> {
  const told = contents.get(name)
  if (!told || more.length === 0) return
  const lines = [...told.lines, ...more]
  const { version } = await writer.say(functionsArrange, { id: told.id, if_match: told.version, entries: lines })
  contents.set(name, { ...told, version, lines })
}
