import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays } from '../../kernel/period.ts'
import { decisionsAnswer, decisionsDecide } from '../decisions/index.ts'
import { alignmentWaive, pagesCreate, pagesPublish, proceduresReview, proposalsCreate, proposalsPublish } from './contract.ts'
import type { Contents } from './demo-contents.ts'
import type { ToldPage } from './demo-listed.ts'
import { changes, reviews, type ToldChange } from './demo-lived.ts'
import { publicHashOf } from './queries/texts.ts'
import { isProcedure, procedureOf } from './rules/procedures.ts'

/** What is told on a day; what is `apart` rests on nothing else of its day. */
export type Step = { ago: number; apart?: true; run: () => Promise<void> }
/** Who tells, pages by their address, colleagues by the role under which the demo knows them, and those who read what is for the few. */
type Around = {
  as: DemoStage['as']
  writer: Speaker
  ids: Map<string, string>
  keeper: (role: string) => string
  few: string
  contents: Contents
  today: string
}
type Text = { source: string; no: number; note: string; ago: number }

/** A page with its texts, each on its day. A procedure is listed, put forward and agreed to first, and read again. */
export function stepsOfPage(around: Around, told: ToldPage, listedIn: string | null): Step[] {
  const first = readFileSync(join(import.meta.dirname, 'demo-pages', `${told.path}.md`), 'utf8')
  const followed = isProcedure(first)
  let [source, no] = [first, 0]
  const write = async () => {
    no = await written(around, told, source)
    if (!followed) return
    if (listedIn !== null) await around.contents.add(listedIn, told)
    if (!told.draft) no = await agreed(around, told, { source, no, note: 'The first text', ago: told.ago })
  }
  const change = async ({ ago, note, from, to, small, waits }: ToldChange) => {
    if (!source.includes(from)) throw new Error(`${told.path} of the demo does not say “${from}”`)
    source = source.replace(from, to)
    const text = { source, no, note, ago }
    no = followed && !small ? await agreed(around, told, text, waits) : await published(around, told, text)
  }
  const review = async () => {
    const id = around.ids.get(told.path) ?? ''
    await around.writer.say(proceduresReview, { id, note: 'Read again with whoever follows it' })
  }
  return [
    { ago: told.ago, run: write, ...(followed ? {} : { apart: true }) },
    ...(changes[told.path] ?? []).map((one) => ({ ago: one.ago, run: () => change(one) })),
    ...(reviews[told.path] ?? []).map((ago) => ({ ago, run: review })),
  ]
}

async function written({ writer, ids, keeper, few }: Around, told: ToldPage, source: string): Promise<number> {
  const { path, audience = 'internal', keeps, backup } = told
  const kept = { owner: keeper(keeps), ...(backup ? { backup: keeper(backup) } : {}) }
  const groups = audience === 'restricted' ? [few] : []
  const made = await writer.say(pagesCreate, { path, source, audience, groups, ...kept, ...shown(told, source) })
  ids.set(path, made.id)
  return made.no
}

/** Those whom it names agree, and it is followed; one that waits is only asked about. Answers the number of the text that stands. */
async function agreed({ as, writer, ids, today }: Around, told: ToldPage, { source, no, note, ago }: Text, waits = false): Promise<number> {
  const id = ids.get(told.path) ?? ''
  const { id: proposal, decision } = await writer.say(proposalsCreate, { id, base: no, source, note })
  const { rapid } = procedureOf(source)
  const named = (letter: string) => rapid.flatMap((one) => (one.letter === letter ? [roleOf(one.sign)] : []))
  for (const [letter, stance] of [
    ['I', 'support'],
    ['A', 'agree'],
  ] as const)
    for (const role of named(letter)) await (await as(role)).say(decisionsAnswer, { id: decision.id, stance, text_no: 1 })
  if (waits) return no
  const [decider = ''] = named('D')
  const said = { text_no: 1, outcome: 'accept' as const, text: 'Yes: we do it so.', no_actions: true }
  await (await as(decider)).say(decisionsDecide, { id: decision.id, ...said })
  // the plans of now were not vetted yet
  const until = addDays(today, 60 - ago)
  await writer.say(alignmentWaive, { id, reason: 'It was here before the plans were', until })
  await writer.say(proposalsPublish, { id: proposal, ...shown(told, source) })
  return note === 'The first text' ? no : no + 1
}

async function published({ writer, ids }: Around, told: ToldPage, { source, no, note }: Text): Promise<number> {
  await writer.say(pagesPublish, { id: ids.get(told.path) ?? '', base: no, source, note, ...shown(told, source) })
  return no + 1
}

function shown({ audience }: ToldPage, source: string) {
  return audience === 'public' ? { public_hash: publicHashOf(source) } : {}
}

/** Who is asked where a text names them. */
const roles: Record<string, string> = {
  'Mara Okonjo': 'executive',
  'Ilse Brandt': 'bizops',
  'Farid Amari': 'finance',
  'Noa Peretz': 'sales_manager',
  'Ida Vance': 'legal',
}

function roleOf(sign: string): string {
  const role = roles[sign]
  if (role === undefined) throw new Error(`nobody of the demo who decides is called ${sign}`)
  return role
}
