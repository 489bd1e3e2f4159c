import type { alignmentGet } from '../../../../server/modules/strategy/contract.ts'
import type { AskOutput } from '../../../ask.ts'

export type Tree = AskOutput<typeof alignmentGet>
export type Defect = Tree['defects'][number]
export type Plan = Tree['plans'][number]
export type Edge = Tree['edges'][number]

/** What each rule is called above a defect. */
export function kindOf({ code, sum }: Pick<Defect, 'code' | 'sum'>): string {
  if (code === 'C1') return sum ? 'Promises that do not add up' : 'Contradiction · same metric, opposite directions'
  return kinds[code] ?? 'Does not fit'
}
const kinds: Record<string, string> = {
  C2: 'Two owners of one method',
  C3: 'Out of order',
  C4: 'Obstacle without a method',
  C5: 'Not measured',
  C6: 'Figure that nobody vouches for',
  C7: 'Joined to what is over',
  C8: 'Alike, not joined',
  C9: 'A decision says otherwise',
  A1: 'Serves no plan above',
  A2: 'Serves nothing above',
  A3: 'Joined to what is gone',
  A4: 'Other days than the plan above',
  'rapid.decider_gone': 'Whoever decides has left',
  owner_gone: 'Whoever answers has left',
  'measure.tbd_late': 'Not named in time',
  'need.open': 'Need of another team',
}

/** Several of one rule, as one line says them. */
export function manyOf(code: string, count: number): string {
  const said: Record<string, string> = {
    C3: 'first priorities out of order',
    C4: 'obstacles without a method',
    C5: 'lines not measured',
    C6: 'figures that nobody vouches for',
    C8: 'pairs alike, not joined',
    A1: 'plans that serve none above',
    A2: 'methods that serve nothing above',
  }
  return `${numberWord(count)} ${said[code] ?? `times: ${(kinds[code] ?? code).toLowerCase()}`}`
}

/** The page in one sentence: the worst that does not fit, and how much more waits. */
export function sentenceOf(open: readonly Defect[]): { first: string; rest: string } {
  const [worst] = open
  if (!worst) return { first: 'Every plan fits the ones around it.', rest: '' }
  const more = open.length - 1
  const errors = open.filter(({ level }) => level === 'error').length - (worst.level === 'error' ? 1 : 0)
  const rest =
    errors > 0
      ? `${numberWord(errors)} more ${errors === 1 ? 'stops' : 'stop'} the next vetting.`
      : more === 0
        ? 'Nothing else waits.'
        : `${numberWord(more)} more to look at.`
  return { first: firstOf(worst), rest }
}

function firstOf(defect: Defect): string {
  const names = [...new Set(defect.quoted.map(({ title }) => title))]
  const [one, other] = names
  if (defect.code === 'C1' && !defect.sum && other) return `${one} and ${other} pull ${lowerFirst(defect.title)} apart.`
  if (defect.code === 'C2' && other) return `${one} and ${other} own one method.`
  if (defect.code === 'C1') return `${defect.title}.`
  return one ? `${one}: ${lowerFirst(defect.title)}.` : `${defect.title}.`
}

/** A name of a figure within a sentence: capitals of abbreviations stay. */
function lowerFirst(text: string): string {
  return text.replace(/(?<![\p{L}])\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase())
}

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve']
function numberWord(count: number): string {
  return small[count] ?? String(count)
}

/** The worst first; what is only told, and what many have in common, last. Several of one rule that is no error stand together. */
export function groupsOf(open: readonly Defect[]): Defect[][] {
  const together = ({ level, code }: Defect) => level !== 'error' || code === 'C5'
  const alone = open.filter((one) => !together(one)).map((one) => [one])
  const rest = [...Map.groupBy(open.filter(together), ({ code }) => code).values()]
  return [...alone, ...rest.toSorted((a, b) => weight(a) - weight(b))]
}
function weight([first]: Defect[]): number {
  return (first?.level === 'error' ? -100 : first?.level === 'info' ? 100 : 0) + (first?.code === 'C6' ? 50 : 0)
}

type Run = { text: string; marked: boolean }
const bound =
  /\b(?:at least|at most|more than|less than|fewer than|no more than|above|below|under|over)\s+[^\s]*\d[^\s,;]*|[$€£]?\d[\d.,]*\s?(?:%|million|thousand|[MKk]\b)?/iu

/** What makes the texts of a defect differ: the promise of a figure, else the words that the other does not have. */
export function marksOf(text: string, other: string | undefined, code: string): Run[] {
  if (code === 'C1') {
    const found = bound.exec(text)
    if (!found) return [{ text, marked: false }]
    const end = found.index + found[0].length
    return runs([
      [text.slice(0, found.index), false],
      [text.slice(found.index, end), true],
      [text.slice(end), false],
    ])
  }
  if (other === undefined || !/^(C2|C8)$/.test(code)) return [{ text, marked: false }]
  const theirs = new Set(other.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const parts = text.split(/(\s+)/).map((part): [string, boolean] => {
    const word = part.toLowerCase().match(/[\p{L}\p{N}]+/u)?.[0]
    return [part, word !== undefined && !theirs.has(word)]
  })
  // a blank between two marked words is marked with them
  return runs(
    parts.map(([part, marked], at) => [part, marked || (part.trim() === '' && Boolean(parts[at - 1]?.[1] && parts[at + 1]?.[1]))]),
  )
}

function runs(parts: [string, boolean][]): Run[] {
  const joined: Run[] = []
  for (const [text, marked] of parts) {
    if (text === '') continue
    const last = joined.at(-1)
    if (last?.marked === marked) last.text += text
    else joined.push({ text, marked })
  }
  return joined
}

export const verbs: Record<Edge['type'], string> = {
  serves: 'serves',
  mitigates: 'mitigates',
  measured_by: 'is measured by',
  same_as: 'is the same as',
  needs: 'needs',
}

/** The edges of one plan by what they say of it: how its lines are measured and served first, what they serve elsewhere last. */
export function relationsOf({ plans, edges }: Pick<Tree, 'plans' | 'edges'>, slug: string): { title: string; edges: Edge[] }[] {
  const own = plans.find((plan) => plan.slug === slug)?.id
  const titleOf = ({ type, from_plan, to_plan }: Edge) => {
    if (type === 'serves') return to_plan !== own ? 'Serve a plan above' : from_plan === own ? 'Serve one another' : 'Served from below'
    if (type === 'needs') return from_plan === own ? 'Needed from others' : 'Needed by others'
    return { measured_by: 'Measured', mitigates: 'Against obstacles', same_as: 'The same elsewhere' }[type]
  }
  const order = ['Measured', 'Against obstacles', 'Serve a plan above', 'Serve one another', 'Served from below']
  const place = (title: string) => (order.includes(title) ? order.indexOf(title) : order.length)
  return [...Map.groupBy(edges, titleOf)]
    .map(([title, some]) => ({ title, edges: some }))
    .toSorted((a, b) => place(a.title) - place(b.title))
}
