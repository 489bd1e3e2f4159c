import { termsOf } from './terms.ts'

/** A text as the index takes it. */
export type Indexed = {
  key: string
  title: string
  /** other names, as good as the title */
  aliases: readonly string[]
  headings: readonly string[]
  /** where it is, in words or as an address */
  path: string
  body: string
  /** links in its body, by the path to which they lead */
  links: readonly { to: string; text: string }[]
  /** counted among what everyone of the tier may read: what is for the few is scored by the numbers of the others */
  open: boolean
}

/** Of a term in a document: how often it stands in title, headings, path and body, in one number. */
const [titleBits, headingBits, pathBits, bodyBits] = [6, 8, 4, 13]
const shifts = { title: 0, headings: titleBits, path: titleBits + headingBits, body: titleBits + headingBits + pathBits }
const mosts = { title: 2 ** titleBits - 1, headings: 2 ** headingBits - 1, path: 2 ** pathBits - 1, body: 2 ** bodyBits - 1 }
export type Field = keyof typeof shifts
export const fields: readonly Field[] = ['title', 'headings', 'path', 'body']

/** What is kept of a document; words are numbers of the vocabulary. */
export type Entry = {
  key: string
  at: number
  open: boolean
  /** the title, and each alias, as sequences */
  names: Int32Array[]
  headings: Int32Array[]
  /** the last two steps of the path */
  path: Int32Array
  lead: Int32Array
  body: Int32Array
  lengths: Record<Field, number>
  links: readonly { to: string; text: Int32Array }[]
  address: string
  terms: Int32Array
}

type Postings = { docs: number[]; counts: number[]; open: Record<Field, number>; documents: number }

/** Which words stand where. Documents come, change and go one by one; nothing is gathered anew. */
export class Inverted {
  readonly entries: (Entry | undefined)[] = []
  readonly words: string[] = []
  readonly postings: Postings[] = []
  readonly lengths: Record<Field, number> = { title: 0, headings: 0, path: 0, body: 0 }
  /** open documents */
  open = 0
  private readonly numbers = new Map<string, number>()
  private readonly places = new Map<string, number>()
  private readonly free: number[] = []
  /** who links to a path: key of the document → texts of its links */
  private readonly linking = new Map<string, Map<string, Int32Array[]>>()

  get size(): number {
    return this.places.size
  }

  numberOf(term: string): number | undefined {
    return this.numbers.get(term)
  }

  entryOf(key: string): Entry | undefined {
    const at = this.places.get(key)
    return at === undefined ? undefined : this.entries[at]
  }

  put(document: Indexed): void {
    this.remove(document.key)
    const at = this.free.pop() ?? this.entries.length
    const numbered = (text: string) => Int32Array.from(termsOf(text), (term) => this.numbered(term))
    const steps = document.path.split('/').filter(Boolean)
    const names = [document.title, ...document.aliases].map(numbered)
    const headings = document.headings.map(numbered)
    const whole = { title: joined(names), headings: joined(headings), path: numbered(steps.join(' ')), body: numbered(document.body) }
    const counts = new Map<number, number>()
    for (const field of fields) {
      for (const word of whole[field]) {
        const now = counts.get(word) ?? 0
        if (((now >> shifts[field]) & mosts[field]) < mosts[field]) counts.set(word, now + (1 << shifts[field]))
      }
    }
    const entry: Entry = {
      key: document.key,
      at,
      open: document.open,
      names,
      headings,
      path: numbered(steps.slice(-2).join(' ')),
      lead: numbered(document.body.slice(0, 400)),
      body: whole.body,
      lengths: { title: whole.title.length, headings: whole.headings.length, path: whole.path.length, body: whole.body.length },
      links: document.open ? document.links.map(({ to, text }) => ({ to, text: numbered(text) })) : [],
      address: document.path,
      terms: Int32Array.from(counts.keys()),
    }
    this.entries[at] = entry
    this.places.set(document.key, at)
    for (const [word, count] of counts) {
      const postings = this.postings[word]
      postings?.docs.push(at)
      postings?.counts.push(count)
    }
    this.counted(entry, counts, 1)
    for (const { to, text } of entry.links) {
      const from = this.linking.get(to) ?? new Map<string, Int32Array[]>()
      from.set(entry.key, [...(from.get(entry.key) ?? []), text])
      this.linking.set(to, from)
    }
  }

  remove(key: string): void {
    const at = this.places.get(key)
    const entry = at === undefined ? undefined : this.entries[at]
    if (at === undefined || !entry) return
    const counts = new Map<number, number>()
    for (const word of entry.terms) {
      const postings = this.postings[word]
      const place = postings ? postings.docs.indexOf(at) : -1
      if (!postings || place < 0) continue
      counts.set(word, postings.counts[place] ?? 0)
      const [lastDoc, lastCount] = [postings.docs.pop() ?? 0, postings.counts.pop() ?? 0]
      if (place < postings.docs.length) {
        postings.docs[place] = lastDoc
        postings.counts[place] = lastCount
      }
    }
    this.counted(entry, counts, -1)
    for (const { to } of entry.links) {
      const from = this.linking.get(to)
      from?.delete(key)
      if (from?.size === 0) this.linking.delete(to)
    }
    this.entries[at] = undefined
    this.places.delete(key)
    this.free.push(at)
  }

  /** Texts of the links that lead to a document from others, by the document in which they stand. */
  linksTo(entry: Entry): Int32Array[][] {
    if (entry.address === '') return []
    return [...(this.linking.get(entry.address) ?? [])].filter(([from]) => from !== entry.key).map(([, texts]) => texts)
  }

  private numbered(term: string): number {
    const known = this.numbers.get(term)
    if (known !== undefined) return known
    const next = this.words.push(term) - 1
    this.numbers.set(term, next)
    this.postings.push({ docs: [], counts: [], open: { title: 0, headings: 0, path: 0, body: 0 }, documents: 0 })
    return next
  }

  private counted(entry: Entry, counts: ReadonlyMap<number, number>, by: 1 | -1): void {
    if (!entry.open) return
    this.open += by
    for (const field of fields) this.lengths[field] += by * entry.lengths[field]
    for (const [word, count] of counts) {
      const postings = this.postings[word]
      if (!postings) continue
      postings.documents += by
      for (const field of fields) if (countIn(count, field) > 0) postings.open[field] += by
    }
  }
}

/** How often a term stands in a field. */
export function countIn(count: number, field: Field): number {
  return (count >> shifts[field]) & mosts[field]
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
