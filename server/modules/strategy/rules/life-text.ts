import { ownersIn } from './owners.ts'
import type { Unmet } from '../../../kernel/refusal.ts'
import { type Day, dayWords } from '../../../kernel/period.ts'
import { fiscalQuarter, fiscalYearOf, type NamedPeriod } from './fiscal.ts'
import { isMeasure } from './measurable.ts'
import type { Item, PlanReading, SectionName } from './reading/model.ts'
import { isOneSentence } from './sentence.ts'

/** One whom the header names, as `people` knows them on the day. `empty`: a group in which nobody could answer. */
export type NamedParty = {
  name: string
  letters: readonly string[]
  is: 'person' | 'group' | 'unknown'
  empty?: boolean
  members: readonly string[]
}

/** An item of the text with its key and the measure that hangs on it. */
export type TextItem = Pick<Item, 'depth' | 'rank' | 'text' | 'struck' | 'placeholder' | 'hint' | 'notes'> & {
  key: string
  section: SectionName
  measure: { kind: 'metric' | 'milestones' | 'qualitative' | 'tbd'; resolve_by: Day | null } | undefined
}

/** "Method 3", "Key result 2": what people call an item. */
const placeWords: Record<SectionName, string> = {
  vision: 'the vision',
  priorities: 'Priority',
  methods: 'Method',
  obstacles: 'Obstacle',
  measures: 'Measure',
  commentary: 'Commentary',
  objectives: 'Objective',
}
export function placeWord({ section, depth, rank }: Pick<TextItem, 'section' | 'depth' | 'rank'>): string {
  if (section === 'vision') return placeWords.vision
  const word = section === 'objectives' && depth > 0 ? 'Key result' : placeWords[section]
  return depth > 0 && section !== 'objectives' ? `a line under a ${word.toLowerCase()}` : `${word} ${rank}`
}

type Text = { reading: PlanReading; items: readonly TextItem[] }

/** What is missing in a text before others are asked about it. */
export function submitUnmet({ reading, items, parties }: Text & { parties: readonly NamedParty[] }): Unmet[] {
  return [...sectionsUnmet(reading, items), ...rapidUnmet(parties), ...periodUnmet(reading)]
}

function sectionsUnmet({ framework }: PlanReading, items: readonly TextItem[]): Unmet[] {
  const said = (section: SectionName, deeper = false) =>
    items.filter((one) => one.section === section && (deeper ? one.depth > 0 : true) && !one.struck && one.text.trim() !== '')
  const unmet: Unmet[] = []
  const empty = (what: string) => unmet.push({ code: 'plan.section_empty', text: `There is no ${what} yet. Write at least one.` })
  if (framework === 'okr') {
    if (said('objectives').filter(({ depth }) => depth === 0).length === 0) empty('objective')
    if (said('measures').length + said('objectives', true).length === 0) empty('key result')
    return unmet
  }
  const vision = said('vision')
  const words = vision.map((one) => [one.text, ...one.notes.map(({ raw }) => raw)].join(' ')).join(' ')
  if (!isOneSentence(words))
    unmet.push({
      code: 'plan.vision_not_one_sentence',
      text:
        vision.length === 0 ? 'There is no vision yet. Write it as one sentence.' : 'The vision is more than one sentence. Make it one.',
      ...(vision[0] ? { item: vision[0].key } : {}),
    })
  if (said('priorities').length === 0) empty(framework === 'v2mom' ? 'value' : 'priority')
  if (said('methods').length === 0) empty('method')
  if (said('measures').length === 0) empty('measure')
  return unmet
}

/** D is one person; whoever decides does not agree as well. */
function rapidUnmet(parties: readonly NamedParty[]): Unmet[] {
  const unmet: Unmet[] = []
  const say = (code: string, text: string) => unmet.push({ code, text })
  const of = (letter: string) => parties.filter((one) => one.letters.includes(letter))
  const deciders = of('D')
  if (deciders.length !== 1)
    say('rapid.one_decider', `Exactly one person decides, and ${deciders.length || 'nobody'} is named with D in the line RAPID.`)
  for (const one of deciders)
    if (one.is === 'group') say('rapid.decider_not_person', `${one.name} is a group and cannot decide. Name one of its members with D.`)
  if (of('R').length === 0) say('rapid.no_recommender', 'Somebody must recommend it. Name them with R in the line RAPID.')
  for (const one of parties) {
    if (one.is === 'unknown')
      say('rapid.unknown_party', `${one.name} is neither a colleague of today nor a group. Write initials or a short name that exists.`)
    if (one.empty) say('rapid.empty_group', `${one.name} has no members and no lead, so that nobody could answer. Name a person.`)
  }
  const [decider] = deciders
  if (decider?.is === 'person') {
    const alone = ({ members }: NamedParty) => members.length === 1 && members[0] === decider.members[0]
    if (of('A').some(alone))
      say('rapid.decider_agrees', `${decider.name} decides and cannot be asked to agree as well. Take one of the two letters away.`)
  }
  return unmet
}

function periodUnmet({ header: { period } }: PlanReading): Unmet[] {
  if (period && period.from <= period.to) return []
  return [
    {
      code: 'plan.period_missing',
      text: 'The period is not set, or ends before it begins. Write it into the header, such as Period: FY27.',
    },
  ]
}

type Vetted = Text & {
  check: { linesOver: number; headerLines: number; fits: boolean }
  /** leaves whose move to the commentary would make it fit */
  cut: readonly { text: string }[]
  fiscalYearEnd: string
  /** whether initials or a name are a colleague's of today */
  isColleague: (name: string) => boolean
}

/** What is missing in a text before it is vetted. */
export function vetUnmet(text: Vetted): Unmet[] {
  return [...pageUnmet(text), ...methodsUnmet(text), ...tbdUnmet(text), ...placeholdersUnmet(text), ...defectsUnmet(text)]
}

function pageUnmet({ check, cut }: Vetted): Unmet[] {
  const unmet: Unmet[] = []
  if (check.linesOver > 0) {
    const way =
      cut.length > 0 ? ` It fits without ${cut.map((one) => `"${one.text}"`).join(', ')}.` : ' Shorten it; no cut of whole items would do.'
    const over = `${check.linesOver} ${check.linesOver === 1 ? 'line' : 'lines'} over`
    unmet.push({ code: 'plan.over_one_page', text: `The plan is ${over} the one page.${way}` })
  }
  if (check.headerLines > 6)
    unmet.push({ code: 'plan.header_too_long', text: `The header takes ${check.headerLines} lines and may have 6. Take some of it out.` })
  return unmet
}

function methodsUnmet({ items, isColleague }: Vetted): Unmet[] {
  return items
    .filter((one) => one.section === 'methods' && one.depth === 0 && !one.struck && one.text.trim() !== '')
    .flatMap((one) => {
      const dri = driOf(one)
      if (dri !== null && isColleague(dri)) return []
      const text =
        dri === null
          ? `${placeWord(one)} names nobody who answers for it. Put initials behind it, such as (ABC).`
          : `${placeWord(one)} is answered for by ${dri}, who is no colleague of today. Name somebody else.`
      return [{ code: 'plan.method_without_dri', text, item: one.key }]
    })
}

/** Who answers for a method: `(DRI: Ada)`, or initials in brackets behind its name or at the end of its line. */
export function driOf({ text }: Pick<TextItem, 'text'>): string | null {
  const [said] = ownersIn(text)
  if (said) return said
  return /\(([A-Z]{2,5})\)\s{0,3}[.:–—-]?\s*$/u.exec(text)?.[1] ?? /^[^:–—]{1,80}\(([A-Z]{2,5})\)\s*(?::|[–—-]\s)/u.exec(text)?.[1] ?? null
}

/** A measure that is still to be named says by when: within the quarter in which the plan begins. */
function tbdUnmet({ reading, items, fiscalYearEnd }: Vetted): Unmet[] {
  const { period } = reading.header
  const last = period ? quarterOf(period.from, fiscalYearEnd).to : null
  return items.flatMap((one) => {
    if (!isMeasure(one) || one.struck) return []
    const hinted = one.hint?.kind === 'tbd' ? one.hint.resolveBy : undefined
    const by = one.measure ? (one.measure.kind === 'tbd' ? one.measure.resolve_by : undefined) : hinted
    if (by === undefined || (by !== null && (last === null || by <= last))) return []
    const text =
      by === null
        ? `${placeWord(one)} is still to be named. Say by when${last ? `, ${dayWords(last)} at the latest` : ''}.`
        : `${placeWord(one)} is to be named by ${dayWords(by)}${last ? `; a plan that begins in this quarter allows ${dayWords(last)} at the latest` : ''}.`
    return [{ code: 'measure.tbd_undated', text, item: one.key }]
  })
}

function quarterOf(day: Day, fiscalYearEnd: string): NamedPeriod {
  const year = fiscalYearOf(day, fiscalYearEnd)
  const quarters = [1, 2, 3, 4].map((n) => fiscalQuarter(n, year, fiscalYearEnd))
  return quarters.find(({ from, to }) => from <= day && day <= to) ?? (quarters[0] as NamedPeriod)
}

function placeholdersUnmet({ items }: Vetted): Unmet[] {
  return items
    .filter((one) => one.placeholder && !one.struck && !isMeasure(one) && one.section !== 'commentary')
    .map((one) => ({
      code: 'plan.placeholder_left',
      text: `${placeWord(one)} still holds a placeholder. Write it out or strike it.`,
      item: one.key,
    }))
}

function defectsUnmet({ reading }: Vetted): Unmet[] {
  return reading.defects.filter(({ level }) => level === 'error').map(({ text }) => ({ code: 'plan.defects_open', text }))
}
