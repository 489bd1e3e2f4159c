import type { ReactNode } from 'react'
import { groupsList, personsList } from '../../../server/modules/people/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { dayText, Link, Meter } from '../../kit/index.ts'
import './sheet.css'
import type { Page } from './words.ts'

/** Who decides, since when, and how much of the period is gone: it stays in sight while one reads. */
export function PlanFacts({ page }: { page: Page }) {
  const { header, edition } = page
  const nameOf = useNames()
  const facts: [string, ReactNode][] = header.parties.map((party) => [letterWords(party.letters), nameOf(party.name)])
  if (header.vetted) facts.push([edition.legacy ? 'Agreed before it came here' : 'Agreed', dayText(header.vetted, 'long')])
  if (header.previous.length > 0)
    facts.push(['Before', header.previous.map((version) => <Outside key={version.text} text={version.text} href={version.href} />)])
  if (header.internal_url) facts.push(['Internal version', <Outside key="internal" text="open" href={header.internal_url} />])
  for (const row of header.rows)
    if (row.known === null || row.known === 'dri')
      facts.push([
        row.known === 'dri' ? 'Answers for it' : row.key,
        <Outside key={row.key} text={row.known === 'dri' ? nameOf(row.value) : row.value} href={row.href} />,
      ])
  if (page.taken_over_by) {
    const { id, name } = page.taken_over_by
    facts.push([
      'Taken over by',
      <Link key={id} href={`/people/persons/${id}`}>
        {name}
      </Link>,
    ])
  }
  const days = daysOf(page)
  if (facts.length === 0 && !days) return null
  return (
    <div className="plan-facts">
      <dl>
        {facts.map(([label, value], index) => (
          // facts come from the text and have no identity but their place
          // biome-ignore lint/suspicious/noArrayIndexKey: static text
          <div key={index}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {days && (
        <div className="plan-days num">
          <span>
            Day {days.day} <span className="faint">{days.left} left</span>
          </span>
          <Meter
            done={days.day / (days.day + days.left)}
            tone="calm"
            label={`Day ${String(days.day)} of ${String(days.day + days.left)}`}
          />
        </div>
      )}
    </div>
  )
}

/** Plans call people by initials and groups by short names: a reader knows them by name. Who is not with us stays as it is written. */
function useNames(): (sign: string) => string {
  const may = useMay()
  const more = { enabled: may('people.read'), staleTime: 300_000 }
  const persons = useAsk(personsList, { limit: 200 }, more).data?.items ?? []
  const groups = useAsk(groupsList, { limit: 200 }, more).data?.items ?? []
  const known = new Map([
    ...groups.map(({ short_name, name }) => [short_name, name] as const),
    ...persons.flatMap(({ initials, name }) => (initials ? [[initials, name] as const] : [])),
  ])
  return (sign) => known.get(sign.trim()) ?? sign
}

const letters: Record<string, string> = { R: 'recommends', A: 'agrees', P: 'carries out', I: 'is heard', D: 'decides' }

/** "Decides", "Recommends, agrees, carries out, is heard". */
function letterWords(all: string[]): string {
  const words = all.map((letter) => letters[letter.charAt(0)] ?? letter).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function daysOf({ edition, today }: Page): { day: number; left: number } | undefined {
  if (!edition.period_from || !edition.period_to || today < edition.period_from || today > edition.period_to) return undefined
  const between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  return { day: between(edition.period_from, today) + 1, left: between(today, edition.period_to) }
}

function Outside({ text, href }: { text: string; href: string | null }) {
  if (!href || !/^https?:\/\//.test(href)) return <span>{text}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {text}
    </a>
  )
}
