import { masked } from './mining/mask.ts'

/** A row of the trail, as far as a draft looks at it. */
export type Done = {
  at: Date
  /** `room.noun.past_verb` */
  action: string
  subject: { kind: string; id: string; label: string | null }
  before: unknown
  after: unknown
  reason: string | null
}

/** What the house itself calls things: names of fields that some operation takes, and where things of a kind stand. Nothing of it is anybody's. */
export type House = { fields: ReadonlySet<string>; where: (kind: string) => string | null }

type Field = { name: string; mask: string }
type DoneStep = { title: string; system: string; fields: Field[]; where: { title: string; href: string } | null; each: boolean }

const actionForm = /^[a-z][a-z_]*\.[a-z][a-z_]*\.[a-z][a-z_]*$/
/** Who came in, and from where, is no work. */
const noWork = /^(?:people\.(?:session|sign_in|sign|password)|home)\./

/** Whether a row is something that somebody did. */
export function isWork(action: string): boolean {
  return actionForm.test(action) && !noWork.test(action)
}

/**
 * What was done as steps, the earliest first; the same done several times in a row is one. A step is made of the names that the house gives to
 * actions, kinds and fields, and of nothing that a row holds: a value leaves no more than of what kind it was.
 */
export function stepsDone(rows: readonly Done[], house: House): DoneStep[] {
  const steps: DoneStep[] = []
  let last: string | undefined
  for (const row of rows.filter(({ action }) => isWork(action)).toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const before = steps.at(-1)
    const fields = fieldsOf(row, house)
    if (row.action === last && before) {
      before.each = true
      for (const one of fields) if (!before.fields.some(({ name }) => name === one.name)) before.fields.push(one)
      continue
    }
    last = row.action
    const [room = '', noun = '', verb = ''] = row.action.split('.')
    const href = /^[a-z_]+$/.test(row.subject.kind) ? house.where(row.subject.kind) : null
    steps.push({
      title: `${capital(imperative(verb))} ${withArticle(wordsOf(noun))}`,
      system: capital(wordsOf(room)),
      fields,
      where: href === null ? null : { title: capital(wordsOf(href.split('/').at(-1) ?? room)), href: `/app${href}` },
      each: false,
    })
  }
  return steps
}

/** Names of fields that changed, each with the kind of what stood in it. Only names that the house itself declares. */
function fieldsOf({ before, after }: Done, { fields }: House): Field[] {
  const [was, now] = [recordOf(before), recordOf(after)]
  return Object.entries(now).flatMap(([name, value]): Field[] => {
    if (!fields.has(name) || JSON.stringify(was[name]) === JSON.stringify(value) || value === null) return []
    return [{ name, mask: maskOf(name, value) }]
  })
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

const money = /(?:^|_)(?:amount|minor|price|total|cost|budget|spend|fee|paid|net|gross)(?:_|$)/

/** Of what kind a value is, and nothing else of it. */
export function maskOf(name: string, value: unknown): string {
  if (money.test(name)) return '<amount>'
  if (Array.isArray(value)) return '<several>'
  if (typeof value === 'boolean') return '<yes or no>'
  if (typeof value === 'number' || typeof value === 'bigint') return '<number>'
  if (typeof value !== 'string') return '<details>'
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value) || /(?:^|_)id$/.test(name)) return '<id>'
  if (/@/.test(value) || /(?:^|_)e?mail(?:_|$)/.test(name)) return '<e-mail>'
  if (/^\d{4}-\d\d-\d\d/.test(value)) return '<day>'
  if (/^-?\d+(?:[.,]\d+)*$/.test(value)) return '<number>'
  if (/(?:^|_)(?:name|title|owner|label|person|by)(?:_|$)/.test(name)) return '<name>'
  if (/(?:^|_)(?:token|key|secret|password|hash)(?:_|$)/.test(name)) return '<secret>'
  return '<text>'
}

/** A draft of a procedure, of steps that were done. */
export function draftOfDone(title: string, steps: readonly DoneStep[]): string {
  const lines = steps.map(({ title: step, system, fields, where, each }, at) =>
    [
      `${at + 1}. ${step}${each ? ', each of them' : ''}`,
      `   - System: ${system}`,
      ...(fields.length === 0 ? [] : [`   - Input: ${fields.map(({ name, mask }) => `${wordsOf(name)} \`${mask}\``).join(', ')}`]),
      ...(where === null ? [] : [`   - Where: [${where.title}](${where.href})`]),
    ].join('\n'),
  )
  return `---\nkind: procedure\ntier: 3\nrole:\nrapid:\n---\n# ${title}\n\n## Purpose\n\nTBD\n\n## Steps\n\n${lines.join('\n')}\n`
}

/** A title as somebody wrote it, without what the rows hold; where they wrote none, of the first step and the last. */
export function titleOfDone(said: string | undefined, rows: readonly Done[], steps: readonly DoneStep[]): string {
  const [first, last] = [steps[0], steps.at(-1)]
  if (said === undefined) {
    const end = last && last !== first ? `, then ${last.title.charAt(0).toLowerCase()}${last.title.slice(1)}` : ''
    return `${first?.title ?? 'Procedure'}${end}`
  }
  const plain = plainOf(masked(said))
  // a value is sought as it stands in the title by then: without signs, and with what of it is masked
  const values = new Set(rows.flatMap(valuesOf).flatMap((value) => [plainOf(value), plainOf(masked(value))]))
  const fitting = [...values].filter((value) => value.length <= plain.length && tells.test(value)).toSorted((a, b) => b.length - a.length)
  const bare = fitting.reduce((text, value) => withoutWord(text, value), plain)
  return bare.replaceAll(/\s+/g, ' ').trim() || 'Procedure'
}

/** What names somebody or something; of two letters only what is a name: Bo, 李明. */
const tells = /^(?:.{3,}|\p{Lu}.|[^\p{ASCII}]{2})$/u

/** Written in one way, on one line, without what Markdown takes for a sign. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\\`*_[\]<>#|~\s]+/g, ' ')
    .trim()
}

function withoutWord(text: string, value: string): string {
  const pattern = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return value.length > 2 || !/^\p{ASCII}+$/u.test(value)
    ? text.replaceAll(new RegExp(pattern, 'giu'), '…')
    : text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu'), '…')
}

/** Every value that a row holds, as text; what it is called by as well. */
export function valuesOf({ subject, before, after, reason }: Done): string[] {
  return [subject.id, subject.label, reason, before, after].flatMap(leavesOf)
}

function leavesOf(value: unknown): string[] {
  if (value === null || value === undefined || typeof value === 'boolean') return []
  if (typeof value === 'object') return Object.values(value).flatMap(leavesOf)
  return [String(value)]
}

function wordsOf(name: string): string {
  return name.replaceAll(/[_-]+/g, ' ').trim()
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function withArticle(noun: string): string {
  if (/s$/.test(noun) && !/(?:ss|us|is)$/.test(noun)) return `the ${noun}`
  return `${/^(?:[aeio]|u(?!s|ni))/.test(noun) ? 'an' : 'a'} ${noun}`
}

/** How irregular verbs of actions are said to somebody. */
const irregular: Readonly<Record<string, string>> = {
  ...{ told: 'tell', sent: 'send', made: 'make', paid: 'pay', set: 'set', held: 'hold', kept: 'keep', drawn: 'draw', written: 'write' },
  ...{ given: 'give', taken: 'take', begun: 'begin', chosen: 'choose', withdrawn: 'withdraw', left: 'leave', put: 'put', bound: 'bind' },
  ...{ unbound: 'unbind', overridden: 'override', said: 'say', read: 'read', done: 'do', brought: 'bring', lost: 'lose', met: 'meet' },
  ...{
    created: 'create',
    revoked: 'revoke',
    added: 'add',
    cancelled: 'cancel',
    edited: 'edit',
    credited: 'credit',
    audited: 'audit',
    invited: 'invite',
  },
  ...{ located: 'locate', typed: 'type', discarded: 'discard', downloaded: 'download', loaded: 'load', uploaded: 'upload', joined: 'join' },
  ...{ explained: 'explain', obtained: 'obtain', trained: 'train', called: 'call', pulled: 'pull', passed: 'pass', handed: 'hand' },
}

/** `offered` → offer, `handed_over` → hand over: what somebody is to do. */
export function imperative(past: string): string {
  const [verb = '', ...rest] = past.split('_')
  return [baseOf(verb), ...rest].join(' ')
}

function baseOf(verb: string): string {
  const known = irregular[verb]
  if (known !== undefined) return known
  if (!/[a-z]ed$/.test(verb)) return verb
  if (/ied$/.test(verb)) return `${verb.slice(0, -3)}y`
  const stem = verb.slice(0, -2)
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1)
  // what ends so before -ed had an e of its own: change, issue, close, remove, create, complete, decide, schedule, share
  const silent =
    /(?:[cguvz]|[^s]s|[aeiou][td]|[bcdfgkptz]l|[aeiou]k|[^aeiou][aeiou]m|i[nl]|[aiou]r|[iaou]p)$/.test(stem) &&
    !/(?:[ae]i[nlt]|oi[nl]|ea[dkt]|[eo]o[dkt]|ow|er|ai[dt])$/.test(stem)
  return silent ? `${stem}e` : stem
}
