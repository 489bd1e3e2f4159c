import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { jcs, sha256 } from '../../../kernel/canonical.ts'
import type { Open } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { builtIn } from '../metrics/builtin.ts'
import { type Catalogue, getMetric } from '../rules/metrics/catalogue.ts'
import { type Answered, askFigures, type Asking, askRows, type DrillAsk, type DrilledRows } from './ask.ts'
import type { Leaves } from './leaves.ts'
import type { Ownership } from './ownership.ts'

/** What may be asked of the owner: questions, never SQL. The asker's process has worked out the policy from the asker's rights. */
type FiguresAsk = Omit<Asking, 'signal' | 'leaves'>
type RowsAsk = Omit<DrillAsk, 'leaf' | 'leaves'> & { metric: string }
export type Asks = { figures: FiguresAsk; rows: RowsAsk; state: Record<string, never> }
type Answers = { figures: Omit<Answered, 'metrics'>; rows: DrilledRows; state: { unloaded: number | null } }
export type Kind = keyof Asks

/** Every answer says which build of the figures it is of, and the instant before which each parent's data is in. */
export type WarehouseState = { build: number; complete: Map<string, Date> }
export type Answer<K extends Kind> = Answers[K] & WarehouseState

/** The warehouse of the process that owns it, as long as it may answer. */
type Answering = {
  /** refuses with the reason while there is nothing to answer from */
  now: () => { warehouse: Warehouse; views: number } & WarehouseState
  /** bytes of the log that are not in, looked up now; nothing when a part of the log cannot be looked at */
  unloaded: () => Promise<number | null>
  open: Open
  ownership: Ownership
  leaves: Leaves
}

/** What a program's definitions are: two processes of different versions must not answer for each other. */
export function definitionsHash(): string {
  const { catalogue } = builtIn()
  if (hashed?.catalogue !== catalogue)
    hashed = { catalogue, hash: sha256(jcs([...catalogue.values()].map(({ id, hash, sqlHash }) => [id, hash, sqlHash]))) }
  return hashed.hash
}
let hashed: { catalogue: Catalogue; hash: string } | undefined

type Kept = { answer: Promise<unknown>; waiting: number; stop: AbortController }

/** Answers on the owner's side. One build's answer to one question is worked out once; the fence is looked at before it is given out. */
export function openAnswers(from: Answering) {
  let kept: { build: number; answers: Map<string, Kept> } = { build: -1, answers: new Map() }
  const { leaves } = from

  async function answer<K extends Kind>(kind: K, ask: Asks[K], signal?: AbortSignal): Promise<Answer<K>> {
    const { warehouse, views, ...state } = from.now()
    try {
      leaves.since(views)
      // what waits is looked up each time: a kept number would go on saying that nothing waits
      const found =
        kind === 'state' ? ({ unloaded: await from.unloaded() } as Answers[K]) : await shared(kind, ask, warehouse, state.build, signal)
      // an owner that slept is told here: its rows are not given out
      if (!(await from.open((ctx) => from.ownership.holds(ctx.tx)))) throw lostRefusal()
      return { ...found, ...state }
    } catch (error) {
      // closed under the question: the reason is the better answer
      from.now()
      throw error
    }
  }

  function shared<K extends Kind>(kind: K, ask: Asks[K], warehouse: Warehouse, build: number, signal?: AbortSignal): Promise<Answers[K]> {
    if (kept.build !== build || kept.answers.size > 2000) kept = { build, answers: new Map() }
    const { answers } = kept
    const key = JSON.stringify([kind, ask])
    let found = answers.get(key)
    if (!found) {
      const stop = new AbortController()
      found = { answer: work(kind, ask, warehouse, stop.signal), waiting: 0, stop }
      answers.set(key, found)
      found.answer.catch(() => answers.delete(key))
    }
    const mine = found
    mine.waiting += 1
    signal?.addEventListener(
      'abort',
      () => {
        mine.waiting -= 1
        // somebody else may wait for the same figures
        if (mine.waiting === 0) mine.stop.abort(signal.reason)
      },
      { once: true },
    )
    return mine.answer as Promise<Answers[K]>
  }

  async function work(kind: Kind, ask: Asks[Kind], warehouse: Warehouse, signal: AbortSignal): Promise<unknown> {
    const { catalogue } = builtIn()
    if (kind === 'figures') {
      const { metrics: _metrics, ...answered } = await askFigures(warehouse, catalogue, { ...(ask as FiguresAsk), signal, leaves })
      return answered
    }
    const { metric, ...rest } = ask as RowsAsk
    const {
      definition,
      leaves: [leaf],
    } = getMetric(catalogue, metric)
    if (definition.kind !== 'simple' || !leaf)
      throw new Refusal('invalid', 'drill.unsupported', `${definition.label} has no rows of its own.`)
    return askRows(warehouse, { ...rest, leaf, signal, leaves })
  }

  return { answer }
}
export type Answerer = ReturnType<typeof openAnswers>

export function awayRefusal(): Refusal {
  return new Refusal('busy', 'warehouse.away', 'The warehouse is starting or being rebuilt. Try again in a moment.', {
    facts: { retry_after_s: 5 },
  })
}

function lostRefusal(): Refusal {
  return new Refusal('busy', 'warehouse.moved', 'The warehouse has gone to another process. Try again in a moment.', {
    facts: { retry_after_s: 2 },
  })
}

/** Nobody may take the warehouse up: the words say what is missing and what to do. */
export function unreadRefusal(text: string): Refusal {
  return new Refusal('busy', 'warehouse.unreadable', text, { facts: { retry_after_s: 60 } })
}
