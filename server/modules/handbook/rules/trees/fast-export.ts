/** The files of a repository as they stand last, each with the names that it had before. */
type Repository = {
  branch: string
  commits: number
  files: { file: string; bytes: Uint8Array; former: string[]; past: PastText[] }[]
  left: string[]
}
/** A text that a file had, as somebody committed it. */
export type PastText = { bytes: Uint8Array; at: Date; name: string; email: string; note: string }

/** What was committed of a file, the last first: each commit adds one, and whoever began from it keeps it. */
type Chain = { ref: string; by: By; before: Chain | undefined; length: number }
type By = { at: Date; name: string; email: string; note: string }
type Held = { ref: string; former: string[]; chain: Chain | undefined }
type Branch = Map<string, Held>

/**
 * Reads what `git fast-export -M` writes: blobs, commits with what each changed, renames. Answers the files of the branch main or master,
 * else of the one with the last commit; links and parts that are other repositories are left. Nothing where it is no such stream.
 */
export function repositoryIn(bytes: Buffer): Repository | undefined {
  const stream = new Lines(bytes)
  const begun = begunFrom(bytes)
  const marked = new WeakSet<Branch>()
  const blobs = new Map<string, Uint8Array>()
  const branches = new Map<string, Branch>()
  const commits = new Map<string, Branch>()
  const left = new Set<string>()
  let [count, last] = [0, '']
  for (let line = stream.next(); line !== undefined; line = stream.next()) {
    if (line === 'blob') {
      let mark = ''
      for (let said = stream.peek(); said !== undefined && /^(?:mark|original-oid) /.test(said); said = stream.peek()) {
        if (said.startsWith('mark ')) mark = said.slice(5)
        stream.next()
      }
      const data = stream.data()
      if (data === undefined) return undefined
      blobs.set(mark, data)
    } else if (line.startsWith('commit ')) {
      const ref = line.slice(7)
      const mark = commitOf(stream, { ref, branches, commits, blobs, left, begun, marked })
      if (mark === undefined) return undefined
      ;[count, last] = [count + 1, ref]
    } else if (line.startsWith('reset ')) {
      const from = stream.peek()?.startsWith('from ') ? stream.next()?.slice(5) : undefined
      branches.set(line.slice(6), new Map(from === undefined ? [] : commits.get(from)))
    } else if (line.startsWith('tag ')) {
      while (stream.peek() !== undefined && !stream.peek()?.startsWith('data ')) stream.next()
      if (stream.data() === undefined) return undefined
    } else if (line !== '' && !/^(?:feature|option|progress|checkpoint|done|#)/.test(line)) return undefined
  }
  const branch = ['refs/heads/main', 'refs/heads/master', last].find((ref) => branches.has(ref))
  if (branch === undefined || count === 0) return undefined
  const files = [...(branches.get(branch) ?? [])].flatMap(([file, { ref, former, chain }]) => {
    const data = blobs.get(ref)
    return data === undefined ? [] : [{ file, bytes: data, former, past: pastOf(chain, blobs) }]
  })
  return { branch, commits: count, files, left: [...left] }
}

type At = {
  ref: string
  branches: Map<string, Branch>
  commits: Map<string, Branch>
  blobs: Map<string, Uint8Array>
  left: Set<string>
  begun: ReadonlyMap<string, number>
  /** trees at which a commit stands that has a mark */
  marked: WeakSet<Branch>
}

/** The most of a file's texts that are taken. */
const mostPast = 200

/** The oldest first; a text that was committed again as it was is one. */
function pastOf(chain: Chain | undefined, blobs: ReadonlyMap<string, Uint8Array>): PastText[] {
  const past: PastText[] = []
  for (let one = chain; one && past.length < mostPast; one = one.before) {
    const bytes = blobs.get(one.ref)
    if (bytes && one.ref !== one.before?.ref) past.push({ bytes, ...one.by })
  }
  return past.toReversed()
}

/** From which commits how many others begin: only what is begun from more than once has to be kept as it was. */
function begunFrom(bytes: Buffer): Map<string, number> {
  const stream = new Lines(bytes)
  const begun = new Map<string, number>()
  for (let line = stream.peek(); line !== undefined; line = stream.peek()) {
    if (line.startsWith('data ')) {
      if (stream.data() === undefined) break
      continue
    }
    if (line.startsWith('from ')) begun.set(line.slice(5), (begun.get(line.slice(5)) ?? 0) + 1)
    stream.next()
  }
  return begun
}

/** One commit: where it begins, and what it changes. */
function commitOf(stream: Lines, { ref, branches, commits, blobs, left, begun, marked }: At): string | undefined {
  let mark = ''
  const tip = branches.get(ref)
  let tree = tip ?? new Map<string, Held>()
  const by: By = { at: new Date(0), name: '', email: '', note: '' }
  for (let line = stream.peek(); line !== undefined && !line.startsWith('data '); line = stream.peek()) {
    if (line.startsWith('mark ')) mark = line.slice(5)
    const [, who, name = '', email = '', seconds = ''] = /^(author|committer) (.*?) ?<([^<>]*)> (\d{1,12})/.exec(line) ?? []
    if (who === 'author' || (who && by.email === ''))
      Object.assign(by, { name, email, at: new Date(Math.min(Number(seconds), 8e9) * 1000) })
    stream.next()
  }
  const message = stream.data()
  if (message === undefined) return undefined
  by.note = noteOf(message)
  // what others begin from stays as it is
  if (marked.has(tree) && !stream.peek()?.startsWith('from ')) tree = new Map(tree)
  for (let line = stream.peek(); line !== undefined; line = stream.peek()) {
    if (line.startsWith('from ')) {
      const from = commits.get(line.slice(5))
      // its own branch goes on with it where nobody else does: a copy for each commit would cost all files each time
      if (from) tree = from === tip && (begun.get(line.slice(5)) ?? 0) < 2 ? from : new Map(from)
    } else if (line.startsWith('M ')) {
      const [, mode = '', data = '', rest = ''] = /^M (\d+) (\S+) (.*)$/.exec(line) ?? []
      const file = unquoted(rest)
      let held = data
      if (data === 'inline') {
        stream.next()
        const bytes = stream.data()
        if (bytes === undefined) return undefined
        held = `inline ${blobs.size}`
        blobs.set(held, bytes)
      }
      // a link, or another repository
      if (mode === '120000' || mode === '160000') left.add(file)
      else {
        const before = tree.get(file)
        tree.set(file, { ref: held, former: before?.former ?? [], chain: linked(held, by, before?.chain) })
      }
      if (data === 'inline') continue
    } else if (line.startsWith('D ')) tree.delete(unquoted(line.slice(2)))
    else if (line.startsWith('R ') || line.startsWith('C ')) rename(tree, line)
    else if (line === 'deleteall') tree.clear()
    else if (!/^(?:merge|N) /.test(line)) break
    stream.next()
  }
  branches.set(ref, tree)
  if (mark !== '') {
    commits.set(mark, tree)
    marked.add(tree)
  }
  return mark
}

/** Older texts than are taken are let go, so that a file that changes with every commit keeps no more. */
function linked(ref: string, by: By, before: Chain | undefined): Chain {
  const chain = { ref, by, before, length: (before?.length ?? 0) + 1 }
  return chain.length > 4 * mostPast ? shortened(chain) : chain
}

function shortened(chain: Chain): Chain {
  const kept: Chain[] = []
  for (let one: Chain | undefined = chain; one && kept.length < 2 * mostPast; one = one.before) kept.push(one)
  return (
    kept.reduceRight<Chain | undefined>((before, { ref, by }) => ({ ref, by, before, length: (before?.length ?? 0) + 1 }), undefined) ??
    chain
  )
}

/** The first line of what a commit says. */
function noteOf(message: Uint8Array): string {
  const text = new TextDecoder().decode(message.subarray(0, 2000))
  return (
    text
      .trim()
      .split('\n', 1)[0]
      ?.replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 300) ?? ''
  )
}

/** A file, or all of a folder, under another name: what it was called leads to it. */
function rename(tree: Branch, line: string): void {
  const [from, to] = twoNames(line.slice(2))
  const one = tree.get(from)
  // git names each file; whoever names a folder means all in it
  const all = one ? [[from, one] as const] : [...tree].filter(([file]) => file.startsWith(`${from}/`))
  for (const [file, held] of all) {
    const name = to + file.slice(from.length)
    if (line.startsWith('R ')) tree.delete(file)
    tree.set(
      name,
      line.startsWith('R ')
        ? { ...held, former: [...held.former.filter((other) => other !== name), file] }
        : { ref: held.ref, former: [], chain: held.chain },
    )
  }
}

function twoNames(text: string): [string, string] {
  const first = /^(?:"(?:[^"\\]|\\.)*"|[^ ]+)/.exec(text)?.[0] ?? ''
  return [unquoted(first), unquoted(text.slice(first.length + 1))]
}

/** Names as git writes them: in quotes where a letter needs it, bytes by their number. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  const bytes: number[] = []
  for (const [, octal, sign, plain] of text.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8))
    else bytes.push(...Buffer.from(sign === undefined ? (plain ?? '') : ({ n: '\n', t: '\t', r: '\r' }[sign] ?? sign), 'utf8'))
  }
  return Buffer.from(bytes).toString('utf8')
}

/** Lines of a stream, and the bytes that some of them announce. */
class Lines {
  private readonly bytes: Buffer
  private at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  peek(): string | undefined {
    if (this.at >= this.bytes.length) return undefined
    const end = this.bytes.indexOf(10, this.at)
    return this.bytes.toString('utf8', this.at, end < 0 ? this.bytes.length : end)
  }

  next(): string | undefined {
    const line = this.peek()
    if (line === undefined) return undefined
    const end = this.bytes.indexOf(10, this.at)
    this.at = end < 0 ? this.bytes.length : end + 1
    return line
  }

  /** `data 12`, and twelve bytes; a line end behind them is nothing. */
  data(): Uint8Array | undefined {
    const size = /^data (\d+)$/.exec(this.next() ?? '')?.[1]
    if (size === undefined || this.at + Number(size) > this.bytes.length) return undefined
    const from = this.at
    this.at += Number(size)
    const data = this.bytes.subarray(from, this.at)
    if (this.bytes[this.at] === 10) this.at += 1
    return data
  }
}
