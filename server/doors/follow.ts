import type { Actor } from '../kernel/context.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { awaitLive } from '../kernel/live.ts'
import type { Operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Endpoint } from '../kernel/room.ts'
import { call, mayCall } from './call.ts'
import { problemOf } from './problem.ts'

/** Milliseconds between two signs of life: proxies in use cut what is silent for half a minute. */
const beat = 15_000
/** So many streams one person may have open: a browser tab each. */
const mostStreams = 20
/** So many events may wait for their reader. */
const mostUnread = 200
const following = new Map<string, number>()

export function wantsToFollow(request: Request, { follow: followed }: Operation): boolean {
  return followed !== undefined && (request.headers.get('accept') ?? '').includes('text/event-stream')
}

type Asked = {
  actor: Actor
  input: Record<string, unknown>
  /** who asks now: nobody's session lasts as long as a stream may */
  again: () => Promise<Actor>
  signal: AbortSignal
}

/**
 * An operation as a stream of events (the HTML standard's `text/event-stream`): its answer now and after each change, a comment as a sign
 * of life, and `event: end` with the problem when whoever follows may no more, or is signed out. The first refusal is an ordinary answer.
 */
export async function follow(house: OpenHouse, bound: Endpoint, asked: Asked): Promise<Response> {
  const { topic, of, cursor, next } = bound.operation.follow ?? { topic: '', of: '', cursor: '', next: '' }
  const who = `${asked.actor.kind}:${asked.actor.id}`
  if ((following.get(who) ?? 0) >= mostStreams) {
    throw new Refusal('busy', 'stream.too_many', `You follow ${mostStreams} things at once. Close one of the pages first.`)
  }
  // counted before the first answer is waited for: many that come at once are many
  const leave = enter(who)
  const signal = signals()
  // before the first answer, so that what changes meanwhile is heard
  const hush = awaitLive(house, `${topic}:${String(asked.input[of])}`, () => signal.give('told'))
  let input = asked.input
  const answer = async (actor: Actor) => {
    const { answer: said } = await call(house, bound, actor, input, { signal: () => asked.signal })
    input = { ...input, [cursor]: Reflect.get(said as object, next) }
    return said
  }
  let first: unknown
  try {
    first = await answer(asked.actor)
  } catch (error) {
    leave()
    await hush()
    throw error
  }
  let gone = false
  const end = () => {
    gone = true
    signal.give('gone')
  }
  asked.signal.addEventListener('abort', end, { once: true })
  // whoever went away during the first answer is heard of no more
  if (asked.signal.aborted) end()
  const over = async () => {
    leave()
    await hush()
  }
  const body = new ReadableStream<Uint8Array>({ start: (sink) => void flow(sink, first).finally(over), cancel: end })
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } })

  async function flow(sink: ReadableStreamDefaultController<Uint8Array>, now: unknown): Promise<void> {
    const say = (text: string) => gone || sink.enqueue(Buffer.from(`${text}\n\n`))
    try {
      say(`data: ${JSON.stringify(now)}`)
      // whoever reads nothing of what is said comes again later
      for (
        let heard = await signal.taken(beat);
        heard !== 'gone' && (sink.desiredSize ?? 0) > -mostUnread;
        heard = await signal.taken(beat)
      ) {
        const actor = await asked.again()
        mayCall(actor, bound)
        say(heard === 'told' ? `data: ${JSON.stringify(await answer(actor))}` : ': here')
      }
    } catch (error) {
      say(`event: end\ndata: ${JSON.stringify(problemOf(error, who, house.log))}`)
    } finally {
      asked.signal.removeEventListener('abort', end)
      if (!gone) sink.close()
    }
  }
}

/** One stream more of somebody's; answers how it is taken off again. */
function enter(who: string): () => void {
  following.set(who, (following.get(who) ?? 0) + 1)
  return () => {
    const left = (following.get(who) ?? 1) - 1
    if (left === 0) following.delete(who)
    else following.set(who, left)
  }
}

type Heard = 'told' | 'gone' | 'nothing'

/** Signals that come while nobody listens count as one, and that it is over counts for ever. */
function signals() {
  let given: Heard = 'nothing'
  let open: (() => void) | undefined
  return {
    give: (what: 'told' | 'gone') => {
      if (given !== 'gone') given = what
      open?.()
    },
    /** what was given, at once or within so many milliseconds */
    taken: async (within: number): Promise<Heard> => {
      if (given === 'nothing') {
        const { promise, resolve } = Promise.withResolvers<void>()
        open = resolve
        const timer = setTimeout(resolve, within)
        await promise
        clearTimeout(timer)
        open = undefined
      }
      const heard = given
      if (heard === 'told') given = 'nothing'
      return heard
    },
  }
}
