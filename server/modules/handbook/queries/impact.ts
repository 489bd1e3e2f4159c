import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { signoffOf } from '../../decisions/index.ts'
import { ledBy, personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { mostRows } from '../contract/impact.ts'
import type { TrainingTable } from '../following-tables.ts'
import { type ChangeClass, raised } from '../rules/differences.ts'
import { agreementAfter, placesGone, stepChanges } from '../rules/impact.ts'
import { changeOf } from '../rules/procedures.ts'
import { keysAfter } from '../rules/step-keys.ts'
import { stepsOf } from '../rules/steps.ts'
import { changedSteps, proven } from '../rules/training.ts'
import { anchorsOf } from '../rules/truth/links.ts'
import { getPage, type Looks } from '../store/pages.ts'
import { findProcedure, openProposal, stepKeys } from '../store/procedures.ts'
import { runsUnderWay } from '../store/runs.ts'
import { getVersion, pathsOf } from '../store/texts.ts'
import { findRule } from '../store/training.ts'
import { linksToPlaces } from '../store/truth.ts'
import type { PageTable, PageVersionTable, ProcedureTable, ProposalTable } from '../tables.ts'
import { agreementOn, rapidOf } from './agreement.ts'
import { assigningOf } from './assigning.ts'
import { contentHash, opened, otherwiseSaid, pageWith } from './becoming.ts'
import { filledFor } from './including.ts'
import { looksOf, opens } from './looking.ts'
import { asksFirst, fitKept, fitLive, opensTo } from './texts.ts'

type Impact = OutputOf<typeof promise.impactsRead>
type Text = { source: string; class: ChangeClass; forward: boolean; same: boolean }

/** All that publishing a text would do, worked out by what does it then. */
export async function readImpact(ctx: Context, input: InputOf<typeof promise.impactsRead>): Promise<Impact> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, input.id, looks)
  fitKept(ctx, page)
  fitLive(page)
  const [before, row, proposal] = await Promise.all([
    getVersion(ctx.tx, page.id, page.no),
    findProcedure(ctx.tx, page.id),
    openProposal(ctx.tx, page.id),
  ])
  const written = input.source ?? proposal?.source ?? before.source
  const { source } = await filledFor(ctx, looks, { source: written, before: before.source, page: page.id })
  const { audience } = page
  const computed = changeOf({ source: before.source, audience }, { source, audience })
  const change = raised(computed, input.class)
  const forward = row !== undefined && (input.forward || (await asksFirst(ctx, page, change)))
  const same = contentHash(source) === before.content_hash
  const text = { source, class: change, forward, same }
  const put = same ? page : await pageWith(ctx, page, source, change)
  const now = forward ? opened(ctx, put) : put
  const [steps, trainings, runs, agreement, places, retold] = await Promise.all([
    stepsIn(ctx, page, before, text),
    forward ? trainingsFor(ctx, page, now, looks) : null,
    runsUnderWay(ctx.tx, page.id, mostRows),
    row ? agreementFor(ctx, page, { row, before, proposal, text }) : null,
    linksToPlaces(ctx.tx, page.id, [...placesGone(anchorsOf(before.source), anchorsOf(source))], looks),
    otherwiseSaid(ctx, page, now),
  ])
  const seen = retold.filter((one) => opens(one.page, looks)).map(({ page: { id, title } }) => ({ id, title }))
  return {
    way: forward ? 'put_forward' : 'publish',
    ...{ class: change, label: now.label, steps, trainings, agreement },
    runs: {
      count: runs.count,
      rows: runs.rows.map(({ runner, name_now, ...run }) => ({ ...run, runner: { id: runner, name: name_now ?? 'Somebody who left' } })),
    },
    everyone: { ...everyoneOf(page, now), opens: now.public_hash !== null && opensTo(page, before.source, source) },
    addresses: await addressesOf(ctx, page, now),
    places: rowsOf(places.map(({ id, title, line, anchor }) => ({ page: { id, title }, line, anchor }))),
    retold: rowsOf(seen),
  }
}

function rowsOf<T>(all: readonly T[]): { count: number; rows: T[] } {
  return { count: all.length, rows: all.slice(0, mostRows) }
}

/** Whether everyone sees a page. */
function shows({ audience, draft, retired_on }: PageTable): boolean {
  return audience === 'public' && !draft && retired_on === null
}

function everyoneOf(page: PageTable, now: PageTable): Pick<Impact['everyone'], 'is' | 'hash'> {
  const hash = now.public_hash
  if (!shows(now)) return { is: 'nothing', hash }
  if (!shows(page)) return { is: 'appears', hash }
  return { is: hash === page.public_hash ? 'same' : 'changed', hash }
}

/** Once everyone sees a page it answers at its address, and its former ones lead there. */
async function addressesOf(ctx: Context, page: PageTable, now: PageTable): Promise<Impact['addresses']> {
  if (shows(page) || !shows(now)) return []
  const former = (await pathsOf(ctx.tx, page.id)).filter((path) => path !== now.path)
  return [{ path: now.path, leads: 'page' }, ...former.map((path) => ({ path, leads: 'redirect' as const }))]
}

async function stepsIn(ctx: Context, page: PageTable, before: PageVersionTable, { source }: Text): Promise<Impact['steps']> {
  if (page.number === null) return []
  const keys = await stepKeys(ctx.tx, page.id, before.no)
  const was = stepsOf(before.source).map((step, at) => ({ ...step, key: keys[at] ?? `old ${at}` }))
  const after = stepsOf(source)
  const now = keysAfter(was, after, newId).map((key, at) => ({ ...(after[at] as (typeof after)[number]), key }))
  return stepChanges(was, now, changedSteps(was, now))
}

/** What `followRule` will do once the text is in force. */
async function trainingsFor(ctx: Context, page: PageTable, now: PageTable, looks: Looks): Promise<Impact['trainings']> {
  const rule = await findRule(ctx.tx, page.id)
  if (!rule) return null
  const { due_on, known, moves } = await assigningOf(ctx, page, { rule, label: now.label })
  const byId = new Map(known.map((training) => [training.id, training]))
  const of = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const knew = new Set(known.filter(proven).map(({ person }) => person))
  const asked = [...moves.assign, ...of(moves.resume).map(({ person }) => person)]
  const [voided, ended] = [of(moves.invalidate), of(moves.end)]
  const sees = await whoseSeen(ctx, page, looks)
  const shown = <T>(all: readonly T[], person: (one: T) => string) => all.filter((one) => sees(person(one))).slice(0, mostRows)
  const rows = {
    asked: shown(asked, (person) => person),
    voided: shown(voided, ({ person }) => person),
    ended: shown(ended, ({ person }) => person),
  }
  const people = await personsOf(ctx, [...new Set([...rows.asked, ...[...rows.voided, ...rows.ended].map(({ person }) => person)])])
  const called = (person: string) => ({ id: person, name: people.get(person) ?? 'Somebody who left' })
  const lineOf = (training: TrainingTable) => ({ id: training.id, person: called(training.person) })
  const byName = <T extends { person: { name: string } }>(all: T[]) => all.toSorted((a, b) => a.person.name.localeCompare(b.person.name))
  return {
    due_on,
    asked: { count: asked.length, rows: byName(rows.asked.map((person) => ({ person: called(person), again: knew.has(person) }))) },
    voided: { count: voided.length, rows: byName(rows.voided.map((one) => ({ ...lineOf(one), proven: proven(one) }))) },
    ended: { count: ended.length, rows: byName(rows.ended.map(lineOf)) },
  }
}

/** A count is everybody's; a person is seen by themselves, whoever they report to, whoever keeps the page, and holders of `handbook.trained`. */
async function whoseSeen(ctx: Context, page: PageTable, looks: Looks): Promise<(person: string) => boolean> {
  const me = personBehind(ctx.actor)
  if (page.owner === me || page.backup === me || mayDo(ctx.actor, 'handbook.trained') !== undefined) return () => true
  const led = new Set([me, ...(await ledBy(ctx, looks.person))])
  return (person) => led.has(person)
}

type Asked = { row: ProcedureTable; before: PageVersionTable; proposal: ProposalTable | undefined; text: Text }

async function agreementFor(ctx: Context, page: PageTable, { row, before, proposal, text }: Asked): Promise<Impact['agreement']> {
  const followed = row.in_force_no !== null
  const [now, named] = await Promise.all([agreementOn(ctx, page.id, before.content_hash), text.forward ? rapidOf(ctx, text.source) : []])
  const other = proposal && proposal.content_hash !== contentHash(text.source) ? await signoffOf(ctx, proposal.decision_id) : undefined
  return {
    becomes: agreementAfter({ followed, forward: text.forward, same: text.same }),
    now: { is: now.is, decision: now.decision, day: now.day },
    asks: named.flatMap(({ letter, name }) => (name === null ? [] : [{ letter, name }])),
    replaces: other ? { id: other.id, number: other.number } : null,
  }
}
