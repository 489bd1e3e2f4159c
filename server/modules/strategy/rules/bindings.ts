import { isMeasure } from './measurable.ts'
import type { MeasureKind } from './kinds.ts'
import type { Direction } from './measures.ts'
import { readInline } from './reading/inline.ts'
import type { Item, PlanReading, Section, SectionName } from './reading/model.ts'

/** What a measure is bound to, as much of it as is promised. */
export type Binding = {
  item_key: string
  kind: MeasureKind
  metric_id: string | null
  metric_version: number | null
  filter: Readonly<Record<string, unknown>> | null
  window: string
  baseline: string | null
  target: string | null
  target_high: string | null
  direction: Direction | null
  tolerance: string | null
  curve: 'linear' | readonly { date: string; value: string }[]
  due: string | null
  rule: 'all' | 'share' | null
  milestones: readonly { title: string; due: string }[]
  rubric: string | null
  assessor: string | null
  resolve_by: string | null
}

/** How the lines of a plan are written with what its measures are bound to. `keys`: of all its items, in their order. */
export function boundLines(
  plan: PlanReading,
  keys: readonly string[],
  bindings: readonly Binding[],
): (item: Item, section: Section) => string {
  const items = plan.sections.flatMap((section) => section.items)
  const keyAt = new Map(items.map(({ span }, at) => [span.from, keys[at]]))
  const bound = new Map(bindings.map((row) => [row.item_key, bindingComment(row)]))
  return ({ raw, span, depth }, { name: section }) =>
    isMeasure({ section, depth }) ? withBinding(raw, bound.get(keyAt.get(span.from) ?? '') ?? null) : raw
}

/** The comment behind a measure that says what it is bound to: `<!-- qd id=… metric=arr@3 dir=increase from=… to=… due=… -->`. */
function bindingComment(row: Binding): string {
  const { kind, curve } = row
  const metric = kind === 'metric'
  const said: [string, string | null][] = [
    ['id', row.item_key],
    ['kind', metric ? null : kind],
    ['metric', metric ? `${row.metric_id}${row.metric_version === null ? '' : `@${row.metric_version}`}` : null],
    ['filter', metric && row.filter ? JSON.stringify(row.filter) : null],
    ['window', metric && row.window !== 'at' ? row.window : null],
    ['dir', metric ? row.direction : null],
    ['from', metric ? row.baseline : null],
    ['to', kind === 'milestones' && row.rule !== 'share' ? null : row.target],
    ['high', row.target_high],
    ['tolerance', row.tolerance],
    ['steps', curve === 'linear' ? null : curve.map(({ date, value }) => `${date}:${value}`).join(',')],
    ['due', row.due],
    ['rule', row.rule === 'share' ? row.rule : null],
    ['milestones', kind === 'milestones' ? JSON.stringify(row.milestones.map(({ title, due }) => ({ title, due }))) : null],
    ['rubric', row.rubric],
    ['assessor', row.assessor],
    ['resolve', row.resolve_by],
  ]
  const words = said.flatMap(([name, value]) => (value === null ? [] : [`${name}=${valueText(value)}`]))
  return `<!-- qd ${words.join(' ')} -->`
}

/** Bare, or a JSON string in which nothing stands that Markdown, a table's row or the comment itself would take for its own. */
function valueText(value: string): string {
  if (/^[A-Za-z0-9_.:@,+]+(?:-[A-Za-z0-9_.:@,+]+)*$/.test(value) || /^-\d+(?:\.\d+)?$/.test(value)) return value
  return JSON.stringify(value).replace(/[^\p{L}\p{N} "\\_.,:;{}@%+=/-]|-(?=-)| (?= )/gu, (found) =>
    found.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

/** The line of an item with what it is bound to behind it; whatever it said of that before is gone. */
function withBinding(raw: string, comment: string | null): string {
  const bare = withoutBinding(raw)
  if (comment === null) return bare
  const line = `${bare} ${comment}`.trimStart()
  // one that somebody began and never ended would swallow this one
  return readInline(line).comment === null || readInline(bare).text !== readInline(line).text.trimEnd()
    ? `${bare.replace(/<!--/g, '\\<!--')} ${comment}`
    : line
}

/** The line without our own comments; what only looks like one, in code or within another comment, stays. */
function withoutBinding(raw: string): string {
  const { hidden, comment } = readInline(raw)
  if (comment === null) return raw.trimEnd()
  let bare = ''
  let at = 0
  for (const { index } of raw.matchAll(/<!--\s*qd\s/g)) {
    const within = hidden[index - 1] === 1 && !/(?:-->|\))$/.test(raw.slice(Math.max(0, index - 3), index))
    if (index < at || !hidden[index] || within) continue
    bare += raw.slice(at, index)
    at = raw.indexOf('-->', index) + 3
  }
  return (bare + raw.slice(at)).trimEnd()
}

/** What a measure's line says that it is bound to, as whoever binds it would say it; nothing where it says none. What cannot be read is left out. */
export function bindingIn(section: SectionName, { raw, depth }: Pick<Item, 'raw' | 'depth'>): Record<string, unknown> | null {
  const comment = isMeasure({ section, depth }) && raw.includes('<!--') ? readInline(raw).comment : null
  if (comment === null) return null
  const said = new Map<string, string>()
  for (const [, name = '', value = ''] of comment.matchAll(/(?<=^|\s)([a-z]{1,20})=("(?:[^"\\]|\\.)*"|[^\s"]+)/g))
    said.set(name, value.startsWith('"') ? String(parsed(value) ?? '') : value)
  const metric = said.get('metric')
  const kind = said.get('kind') ?? (metric === undefined ? undefined : 'metric')
  if (kind === undefined) return null
  const at = metric?.lastIndexOf('@') ?? -1
  const wish = {
    kind,
    metric_id: at > 0 ? metric?.slice(0, at) : metric,
    metric_version: at > 0 ? Number(metric?.slice(at + 1)) : undefined,
    filter: parsed(said.get('filter')),
    window: said.get('window'),
    baseline: said.get('from'),
    target: said.get('to'),
    target_high: said.get('high'),
    direction: said.get('dir'),
    tolerance: said.get('tolerance'),
    steps: said
      .get('steps')
      ?.split(',')
      .map((step) => ({ date: step.slice(0, 10), value: step.slice(11) })),
    due: said.get('due'),
    rule: said.get('rule'),
    milestones: parsed(said.get('milestones')),
    rubric: said.get('rubric'),
    assessor: said.get('assessor'),
    resolve_by: said.get('resolve'),
    key: said.get('id'),
  }
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // refused where it is read: it is nothing that a binding holds
    return text
  }
}
