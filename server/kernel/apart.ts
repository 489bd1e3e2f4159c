import { parentPort, Worker } from 'node:worker_threads'
import { isRefusal, Refusal, type RefusalKind } from './refusal.ts'

/** A thread that does nothing for so long ends, and gives its memory back; milliseconds. */
const idleFor = 10_000
/** What a thread may hold, in MiB, before its work is given up instead of the house. */
const memory = 1024
/** Works that may be asked of one entry at once: whoever comes next would wait longer than anybody does. */
const mostAsked = 4
/** Works of one asker among them: one is done and one waits, and there is room for somebody else. */
const mostOwn = 2
/** How long one work may take, in milliseconds; less than whoever waits for an answer does. */
const longest = 40_000

type Asked = { id: number; who: string | undefined; task: unknown; resolve: (done: never) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; timer?: NodeJS.Timeout }
/** The works of an entry in their order: the first is being done. */
type Desk = { entry: URL; asked: Asked[]; thread?: Thread | undefined }
type Answer = {
  id: number
  done?: unknown
  refused?: { kind: RefusalKind; code: string; detail: string; facts: Record<string, unknown> }
  failed?: string
}
type ApartLimits = { most?: number; own?: number; longest?: number }

const desks = new Map<string, Desk>()
let last = 0

/** Work that was given up: it took more memory or time than it may, or its thread ended. */
export class GivenUp extends Error {}

/**
 * Does work beside the process that answers people: `entry` is a module that calls `serveApart`. What is given and what comes back is copied, so
 * both are plain values. One thread an entry, one work after another; refusals arrive as they were thrown. Throws `GivenUp`, and refuses
 * `house.many_readings` when so many wait already that whoever comes next would only wait as well, `house.own_readings` when `who` asks
 * for more than a fair share of them.
 */
export async function apart<T>(entry: URL, task: unknown, who?: string, limits: ApartLimits = {}): Promise<T> {
  const desk = desks.get(entry.href) ?? { entry, asked: [] }
  desks.set(entry.href, desk)
  if (who !== undefined && desk.asked.filter((one) => one.who === who).length >= (limits.own ?? mostOwn))
    throw new Refusal(
      'busy',
      'house.own_readings',
      'A long text of yours is being read and another one waits. Try again when they are done.',
    )
  if (desk.asked.length >= (limits.most ?? mostAsked))
    throw new Refusal('busy', 'house.many_readings', 'Several long texts are being read at this moment. Try again in a minute.')
  return new Promise<T>((resolve, reject) => {
    desk.asked.push({ id: ++last, who, task, resolve, reject })
    if (desk.asked.length === 1) giveNext(desk, limits.longest ?? longest)
  })
}

/** The first work that waits is given to the thread, a new one where there is none. */
function giveNext(desk: Desk, within: number): void {
  const [first] = desk.asked
  if (!first) return
  const thread = desk.thread ?? begun(desk, within)
  desk.thread = thread
  clearTimeout(thread.timer)
  thread.worker.ref()
  thread.worker.postMessage({ id: first.id, task: first.task })
  thread.timer = setTimeout(() => over(desk, thread, within, new GivenUp('It took too long.')), within).unref()
}

function begun(desk: Desk, within: number): Thread {
  const worker = new Worker(desk.entry, { resourceLimits: { maxOldGenerationSizeMb: memory } })
  const thread: Thread = { worker }
  worker.on('message', (answer: Answer) => {
    const [first] = desk.asked
    if (desk.thread !== thread || first?.id !== answer.id) return
    desk.asked.shift()
    clearTimeout(thread.timer)
    settle(first, answer)
    if (desk.asked.length > 0) return giveNext(desk, within)
    // whoever waits for nothing keeps no process from ending
    worker.unref()
    thread.timer = setTimeout(() => {
      desk.thread = undefined
      void worker.terminate()
    }, idleFor).unref()
  })
  worker.on('error', (error) => over(desk, thread, within, new GivenUp(error.message, { cause: error })))
  worker.on('exit', () => over(desk, thread, within, new GivenUp('The thread has ended.')))
  return thread
}

/** The thread has ended or is ended: what it did is given up, what waited is done by another one. */
function over(desk: Desk, thread: Thread, within: number, error: GivenUp): void {
  if (desk.thread !== thread) return
  desk.thread = undefined
  clearTimeout(thread.timer)
  void thread.worker.terminate()
  desk.asked.shift()?.reject(error)
  giveNext(desk, within)
}

function settle({ resolve, reject }: Asked, { done, refused, failed }: Answer): void {
  if (refused) reject(new Refusal(refused.kind, refused.code, refused.detail, { facts: refused.facts }))
  else if (failed !== undefined) reject(new Error(failed))
  else resolve(done as never)
}

/** The other side: answers each task with what `work` makes of it. */
export function serveApart(work: (task: never) => unknown): void {
  parentPort?.on('message', async ({ id, task }: { id: number; task: never }) => {
    parentPort?.postMessage(await answerOf(id, () => work(task)))
  })
}

async function answerOf(id: number, work: () => unknown): Promise<Answer> {
  try {
    return { id, done: await work() }
  } catch (error) {
    if (isRefusal(error)) return { id, refused: { kind: error.kind, code: error.code, detail: error.message, facts: error.facts } }
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
