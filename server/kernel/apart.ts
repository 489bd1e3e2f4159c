import { parentPort, Worker } from 'node:worker_threads'
import { isRefusal, Refusal, type RefusalKind } from './refusal.ts'

/** A thread that does nothing for so long ends, and gives its memory back; milliseconds. */
const idleFor = 10_000
/** What a thread may hold, in MiB, before its work is given up instead of the house. */
const memory = 1024

type Asked = { resolve: (done: never) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; asked: Map<number, Asked>; idle?: NodeJS.Timeout }
type Answer = {
  id: number
  done?: unknown
  refused?: { kind: RefusalKind; code: string; detail: string; facts: Record<string, unknown> }
  failed?: string
}

const threads = new Map<string, Thread>()
let last = 0

/** Work that was given up: it took more memory than it may, or its thread ended. */
export class GivenUp extends Error {}

/**
 * Does work beside the process that answers people: `entry` is a module that calls `serveApart`. What is given and what comes back is copied, so
 * both are plain values. One thread an entry, one work after another; refusals arrive as they were thrown. Throws `GivenUp`.
 */
export function apart<T>(entry: URL, task: unknown): Promise<T> {
  const thread = threads.get(entry.href) ?? begun(entry)
  clearTimeout(thread.idle)
  const id = ++last
  const done = new Promise<T>((resolve, reject) => {
    thread.asked.set(id, { resolve, reject })
  })
  thread.worker.ref()
  thread.worker.postMessage({ id, task })
  return done
}

function begun(entry: URL): Thread {
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: memory } })
  const thread: Thread = { worker, asked: new Map() }
  threads.set(entry.href, thread)
  const over = (error: Error) => {
    if (threads.get(entry.href) === thread) threads.delete(entry.href)
    clearTimeout(thread.idle)
    for (const { reject } of thread.asked.values()) reject(error)
    thread.asked.clear()
  }
  worker.on('message', (answer: Answer) => {
    const asked = thread.asked.get(answer.id)
    thread.asked.delete(answer.id)
    if (asked) settle(asked, answer)
    if (thread.asked.size > 0) return
    // whoever waits for nothing keeps no process from ending
    worker.unref()
    thread.idle = setTimeout(() => {
      threads.delete(entry.href)
      void worker.terminate()
    }, idleFor).unref()
  })
  worker.on('error', (error) => over(new GivenUp(error.message, { cause: error })))
  worker.on('exit', () => over(new GivenUp('The thread has ended.')))
  return thread
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
