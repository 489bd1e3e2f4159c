import { contextHeading, folded, isContext, partsOf, placed } from './records-read.ts'
import type { Option } from './texts.ts'

type Written = {
  number: string
  issue: string
  /** what is put forward, or what was decided once it is */
  proposal: string
  options: readonly Option[]
  status: string
  date: string
  decision_makers: readonly string[]
  consulted: readonly string[]
  informed: readonly string[]
}

/** A Markdown decision record (MADR 4): `readRecord` reads the same question, proposal and options out of it. */
export function writeRecord({ number, issue, proposal, options, ...facts }: Written): string {
  const { before: lead, parts } = partsOf(proposal)
  const own = parts.filter((one) => !isPlaced(one.heading))
  const held = parts.filter((one) => isPlaced(one.heading)).map(({ heading, body }) => `\\## ${heading}\n\n${body}`)
  const context = own.find(isContext)?.body ?? issue
  const others = own.filter((one) => !isContext(one))
  const drivers = others.filter(({ heading }) => folded(heading) === 'decision drivers')
  const rest = others.filter(({ heading }) => folded(heading) !== 'decision drivers')
  const part = ({ heading, body }: { heading: string; body: string }) => [`## ${heading}`, body]
  const chosen = options.find(({ proposed }) => proposed)
  const alone = chosen && `Chosen option: "${chosen.title}".`
  const said = alone !== undefined && lead.startsWith(alone.slice(0, -1)) && lead !== alone && !lead.startsWith(`${alone}\n\n`)
  const blocks = [
    frontMatter({
      number,
      status: facts.status,
      date: facts.date,
      'decision-makers': facts.decision_makers,
      consulted: facts.consulted,
      informed: facts.informed,
    }),
    `# ${issue}`,
    ...part({ heading: contextHeading, body: context }),
    ...drivers.flatMap(part),
    ...(options.length > 0 ? ['## Considered Options', options.map(({ title }) => `* ${title}`).join('\n')] : []),
    '## Decision Outcome',
    ...(alone !== undefined && !said ? [alone] : []),
    lead,
    ...held,
    ...(options.some(described) ? ['## Pros and Cons of the Options', ...options.filter(described).flatMap(optionBlocks)] : []),
    ...rest.flatMap(part),
  ]
  return `${blocks.filter((one) => one !== '').join('\n\n')}\n`
}

const isPlaced = (heading: string) => placed.some((name) => name === folded(heading))
const described = ({ pros, cons, consequence }: Option) => pros.length > 0 || cons.length > 0 || consequence !== null

function optionBlocks({ title, pros, cons, consequence }: Option): string[] {
  const lines = [
    ...pros.map((one) => `* Good, because ${one}`),
    ...cons.map((one) => (/^neutral/i.test(one) ? `* ${one}` : `* Bad, because ${one}`)),
  ]
  return [`### ${title}`, consequence ?? '', lines.join('\n')]
}

function frontMatter(facts: Record<string, string | readonly string[]>): string {
  const lines = Object.entries(facts).flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : value.join(', ')
    return text === '' ? [] : [`${key}: ${/^[\p{L}\p{N}][\p{L}\p{N} .,'()-]*$/u.test(text) ? text : JSON.stringify(text)}`]
  })
  return ['---', ...lines, '---'].join('\n')
}
