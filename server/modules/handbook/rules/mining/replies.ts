import { isThanks } from './answers.ts'
import type { Message, Somebody } from './chat.ts'
import { behindGreeting, isQuestion } from './questions.ts'
import { addressed, callsOver, isAside, isReceipt, meToo, speaksTo } from './said.ts'
import { contentWords, spokenOf, topicOf } from './words.ts'

/** A question with what was said to it, in the order of time. */
export type Asked = {
  question: Message
  /** what of all that was said speaks to it first; nothing where nobody answered */
  first: Message | undefined
  replies: Message[]
  /** those for which whoever asked said thanks */
  thanked: Set<string>
}

/** Without threads, time decides among so few messages of others, and no longer than that. */
const [nextFew, nextMinutes] = [8, 10]
/** Who is named is answered within a day. */
const namedHours = 24
/** So many questions at once are open, and so much that was said is looked back at: a channel with thousands a day is read as fast. */
const mostOpen = 200

/** Questions of one channel, with what was said to each. `people`: those of the export, by their keys. */
export function questionsIn(channel: readonly Message[], people: ReadonlyMap<string, Somebody>): Asked[] {
  const messages = channel.filter(({ program }) => !program).toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  const threads = Map.groupBy(
    messages.filter(({ root }) => root !== null),
    ({ root }) => root ?? '',
  )
  const names = namesOf(messages, people)
  const roots = new Map(messages.filter(({ root }) => root === null).map((one) => [one.id, one]))
  const inThreads = [...threads].map(([root, replies]) => {
    const first = roots.get(root)
    return { root: first, asked: settled(first ? [first, ...replies] : replies, names, 'thread') }
  })
  const answered = new Set(
    inThreads.flatMap(({ root, asked }) => (root && asked.some((one) => one.question === root && one.first) ? root.id : [])),
  )
  const flat = settled(
    messages.filter(({ root }) => root === null),
    names,
    'flat',
    answered,
  )
  const own = new Set(inThreads.flatMap(({ asked }) => asked.map(({ question }) => question.id)))
  // what nobody answered in its thread may have been answered below it
  const better = new Map(flat.filter(({ first }) => first).map((one) => [one.question.id, one]))
  return [
    ...inThreads.flatMap(({ asked }) => asked.map((one) => (one.first ? one : (better.get(one.question.id) ?? one)))),
    ...flat.filter(({ question }) => !own.has(question.id)),
  ].sort((a, b) => a.question.at.getTime() - b.question.at.getTime() || (a.question.id < b.question.id ? -1 : 1))
}

/** Names of those who speak in a channel → their keys; a name that two have is nobody’s. */
function namesOf(messages: readonly Message[], people: ReadonlyMap<string, Somebody>): Map<string, string> {
  const names = new Map<string, string>()
  const [twice, authors] = [new Set<string>(), new Set(messages.map(({ author }) => author))]
  for (const key of authors) {
    for (const called of [key, ...(people.get(key)?.names ?? [])]) {
      for (const name of [called.toLowerCase(), called.toLowerCase().split(/[._\s-]/)[0] ?? '']) {
        if (name.length < 2) continue
        const known = names.get(name)
        if (known !== undefined && known !== key) twice.add(name)
        else names.set(name, key)
      }
    }
  }
  for (const name of twice) names.delete(name)
  return names
}

type By = 'named' | 'told' | 'alike' | 'near'
type Open = {
  question: Message
  topic: ReadonlySet<string>
  /** messages of others since */
  others: number
  /** when it was last spoken of */
  last: number
  replies: { message: Message; by: By }[]
  thanked: Set<string>
  /** whom somebody called to it */
  called: Set<string>
}

/** What was said, one after the other: who is named and whom the asker answers decide before words do, and words before time. */
function settled(
  messages: readonly Message[],
  names: ReadonlyMap<string, string>,
  how: 'thread' | 'flat',
  elsewhere: ReadonlySet<string> = new Set(),
): Asked[] {
  const all: Open[] = []
  const [spoke, seen] = [new Map<string, Message[]>(), [] as Message[]]
  for (const message of messages) {
    take(message)
    for (const one of recent()) if (one.question !== message && one.question.author !== message.author) one.others += 1
    spoke.set(message.author, [...(spoke.get(message.author) ?? []), message].slice(-20))
    seen.push(message)
  }
  return all.filter(({ question }) => !elsewhere.has(question.id)).map(closed)

  function recent(): Open[] {
    return all.slice(-mostOpen)
  }

  function take(message: Message): void {
    const open = recent().filter(
      ({ question }) => how === 'thread' || message.at.getTime() - question.at.getTime() <= namedHours * 3_600_000,
    )
    const called = addressed(message, names)
    const mine = open.filter(({ question }) => question.author === message.author).at(-1)
    const asks = isQuestion(message)
    if (mine && answersBack(message, mine, called, asks)) return
    const theirs = open.filter(({ question }) => question.author !== message.author && called.has(question.author))
    const best = alike(theirs, message)[0]?.one ?? theirs.at(-1)
    if (best && !meToo(message.text)) {
      put(best, message, 'named')
      return
    }
    const near = open.filter((one) => isNear(one, message))
    if (called.size > 0 && speaksTo(message, called, names)) {
      // somebody else is called: to the question that is being spoken of, if so
      const about = alike(near, message)[0]?.one ?? byTime(near)
      if (about && callsOver(message.text)) for (const key of called) about.called.add(key)
      if (asks && how === 'flat' && !callsOver(message.text)) begin(message)
      return
    }
    const expected = open.find((one) => one.called.has(message.author) && !asks)
    if (expected) {
      put(expected, message, 'told')
      return
    }
    if (asks && !asksBack(message, near) && (how === 'flat' || all.length === 0)) {
      begin(message)
      return
    }
    if (meToo(message.text) || (how === 'flat' && isAside(message.text))) return
    const [like, second] = alike(near, message)
    const next = byTime(near)
    if (like && like.shared > (second?.shared ?? 0)) put(like.one, message, 'alike')
    else if (next) put(next, message, 'near')
  }

  /** Whoever asked speaks again: to one who is named, or to the last one who spoke to them. */
  function answersBack(message: Message, mine: Open, called: ReadonlySet<string>, asks: boolean): boolean {
    const since = [...called].flatMap((key) =>
      (spoke.get(key) ?? []).filter((one) => one.at >= mine.question.at && one !== mine.question && !goesElsewhere(one, mine)),
    )
    const thanks = isThanks(message.text)
    const [first] = since.toSorted((a, b) => a.at.getTime() - b.at.getTime())
    if (first && !(asks && !thanks)) {
      put(mine, first, 'told')
      const last = since.at(-1)
      if (thanks && last) mine.thanked.add(last.id)
      mine.last = message.at.getTime()
      return true
    }
    if (called.size > 0 || asks) return false
    const before =
      mine.replies.at(-1)?.message ?? seen.slice(-mostOpen).findLast((one) => one.author !== message.author && isSince(one, mine))
    if (before && (thanks || isReceipt(message.text)) && !goesElsewhere(before, mine)) {
      put(mine, before, 'told')
      if (thanks) mine.thanked.add(before.id)
      mine.last = message.at.getTime()
      return true
    }
    // it goes on with the question
    const others = recent().some((one) => one !== mine && isNear(one, message))
    if (!others || message.at.getTime() - mine.last < 120_000) {
      mine.last = message.at.getTime()
      return true
    }
    return false
  }

  function isSince(one: Message, { question }: Open): boolean {
    return one.at >= question.at && one.id !== question.id
  }

  /** It was said to somebody else by name, or is what somebody else asked. */
  function goesElsewhere(message: Message, mine: Open): boolean {
    return recent().some(
      (one) => one !== mine && (one.question === message || one.replies.some((reply) => reply.message === message && reply.by === 'named')),
    )
  }

  function begin(message: Message): void {
    const topic = new Set(topicOf(message.text).keys())
    all.push({ question: message, topic, others: 0, last: message.at.getTime(), replies: [], thanked: new Set(), called: new Set() })
  }

  function put(one: Open, message: Message, by: By): void {
    const known = one.replies.find((reply) => reply.message === message)
    if (known) known.by = order.indexOf(by) < order.indexOf(known.by) ? by : known.by
    else one.replies.push({ message, by })
    // what only time gave to another question is not said twice
    if (by === 'named' || by === 'told')
      for (const other of recent())
        if (other !== one)
          other.replies = other.replies.filter((reply) => reply.message !== message || reply.by === 'named' || reply.by === 'told')
    one.last = Math.max(one.last, message.at.getTime())
  }

  function isNear(one: Open, message: Message): boolean {
    if (one.question.author === message.author || elsewhere.has(one.question.id)) return false
    if (how === 'thread') return true
    return one.others < nextFew && message.at.getTime() - one.question.at.getTime() <= nextMinutes * 60_000
  }
}

const order: readonly By[] = ['named', 'told', 'alike', 'near']

function closed({ question, replies, thanked }: Open): Asked {
  const inOrder = replies.toSorted((a, b) => a.message.at.getTime() - b.message.at.getTime() || (a.message.id < b.message.id ? -1 : 1))
  const first = inOrder.find(({ by }) => by !== 'near') ?? inOrder[0]
  const liked = replies.filter(({ message }) => message.liked.includes(question.author)).map(({ message }) => message.id)
  return { question, first: first?.message, replies: inOrder.map(({ message }) => message), thanked: new Set([...thanked, ...liked]) }
}

/** Of questions those that share words with a message, the most first. */
function alike(open: readonly Open[], message: Message): { one: Open; shared: number }[] {
  const said = topicOf(message.text)
  return open
    .map((one) => ({ one, shared: [...said.keys()].filter((term) => one.topic.has(term)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || b.one.last - a.one.last)
}

/** The one that was spoken of last and has no reply, else the one that was spoken of last. */
function byTime(open: readonly Open[]): Open | undefined {
  const unanswered = open.filter(({ replies }) => replies.length === 0)
  return (unanswered.length > 0 ? unanswered : open).toSorted((a, b) => b.last - a.last)[0]
}

/** A question to whoever asked: what exactly is meant. */
function asksBack(message: Message, near: readonly Open[]): boolean {
  if (near.length === 0) return false
  const begins = behindGreeting(spokenOf(message.text)).toLowerCase()
  if (
    /^(?:which|what kind|what sort|what type|do you mean|you mean|did you|have you|are you|is it|is this|is that|was it|for which|for whom|for what|what (?:error|version|do you)|depends|where exactly|since when|in which|on which|with which|whose)\b/.test(
      begins,
    )
  )
    return true
  return contentWords(message.text) < 8 && alike(near, message).length > 0 && !/^(?:how|where|who|is there|do we)\b/.test(begins)
}
