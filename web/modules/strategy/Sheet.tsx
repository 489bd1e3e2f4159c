import type { ReactNode } from 'react'
import { dayText, Link, lineView, percentText, Tag } from '../../kit/index.ts'
import { Height } from './Height.tsx'
import { MeasureLine } from './MeasureLine.tsx'
import './sheet.css'
import { levelWords, type Page, periodText } from './words.ts'

type Section = Page['sections'][number]
type Item = Section['items'][number]

/** The plan on one page: a document to read and an instrument to look at. `act` adds a control to a measure without a metric. */
export function Sheet({ page, act, heading = 'h2' }: { page: Page; act?: (item: Item) => ReactNode; heading?: 'h2' | 'h3' }) {
  const Heading = heading
  return (
    <article className="plan-sheet" aria-label={page.title.text}>
      <header className="plan-head">
        <p className="plan-kicker">
          {levelWords[page.plan.level]} plan
          {page.edition.period_to && <span className="num"> · {periodText(page.edition.period_from, page.edition.period_to)}</span>}
          {page.elapsed !== null && <span className="num"> · {percentText(page.elapsed, { places: 0 })} of it gone</span>}
        </p>
        <Heading className="plan-title">
          {page.title.core}
          {page.title.initials && <span className="plan-suffix"> ({page.title.initials})</span>}
          {page.title.completeness !== null && <span className="plan-suffix num"> ({page.title.completeness}%)</span>}
        </Heading>
        <Strip page={page} />
        {page.preface.map((text) => (
          <p key={text} className="plan-preface">
            {lineView(text.replaceAll('\n', ' '))}
          </p>
        ))}
      </header>
      {page.sections.map((section) => (
        <Part key={section.name} section={section} planEnd={page.edition.period_to} act={act} />
      ))}
      <footer className="plan-foot">
        <Height check={page.check} />
        <span className="faint num">
          Edition {page.edition.no}, revision {page.edition.rev} · {page.edition.content_hash.slice(0, 12)}
        </span>
      </footer>
    </article>
  )
}

/** Who decides and since when, in one line of small facts. */
function Strip({ page }: { page: Page }) {
  const { header } = page
  const facts: [string, ReactNode][] = []
  if (header.parties.length > 0) {
    facts.push([
      'RAPID',
      header.parties.map((party) => (
        <span key={party.name} className="plan-party">
          {party.name} <span className="mono">{party.letters.join('')}</span>
        </span>
      )),
    ])
  }
  if (header.vetted) facts.push(['Vetted', dayText(header.vetted)])
  if (header.previous.length > 0)
    facts.push(['Previous', header.previous.map((version) => <Outside key={version.text} text={version.text} href={version.href} />)])
  if (header.internal_url) facts.push(['Internal version', <Outside key="internal" text="open" href={header.internal_url} />])
  for (const row of header.rows)
    if (row.known === null || row.known === 'dri') facts.push([row.key, <Outside key={row.key} text={row.value} href={row.href} />])
  if (page.taken_over_by) {
    const { id, name } = page.taken_over_by
    facts.push([
      'Taken over by',
      <Link key={id} href={`/people/persons/${id}`}>
        {name}
      </Link>,
    ])
  }
  if (facts.length === 0) return null
  return (
    <dl className="plan-strip">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Outside({ text, href }: { text: string; href: string | null }) {
  if (!href || !/^https?:\/\//.test(href)) return <span>{text}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {text}
    </a>
  )
}

function Part(props: { section: Section; planEnd: string | null; act?: ((item: Item) => ReactNode) | undefined }) {
  const { section, planEnd, act } = props
  const numbered = section.name === 'priorities' || section.name === 'methods'
  return (
    <section className="plan-part" data-section={section.name}>
      <h3>
        {section.label}
        {section.qualifier && <span className="plan-qualifier"> ({section.qualifier})</span>}
      </h3>
      {section.lead.map((text) => (
        <p key={text}>{lineView(text.replaceAll('\n', ' '))}</p>
      ))}
      {section.name === 'vision' ? (
        section.items.map((item) => (
          <p key={item.key} className="plan-vision">
            {lineView(item.raw)}
          </p>
        ))
      ) : section.name === 'measures' ? (
        <ul className="plan-measures">
          {section.items.map((item) => (
            <MeasureLine key={item.key} item={item} planEnd={planEnd} act={act?.(item)} />
          ))}
        </ul>
      ) : (
        <Nested items={section.items} parent={null} numbered={numbered} />
      )}
      {section.notes.map((note) =>
        note.kind === 'text' ? (
          <p key={note.text} className="quiet">
            {lineView(note.text.replaceAll('\n', ' '))}
          </p>
        ) : (
          <pre key={note.text} className="plan-note">
            {note.text}
          </pre>
        ),
      )}
    </section>
  )
}

/** Items under their parents, as deep as they were written. */
function Nested({ items, parent, numbered }: { items: Item[]; parent: string | null; numbered: boolean }) {
  const own = items.filter((item) => item.parent_key === parent)
  if (own.length === 0) return null
  const List = numbered && parent === null ? 'ol' : 'ul'
  return (
    <List className="plan-items">
      {own.map((item) => (
        <li key={item.key} data-struck={item.struck || undefined}>
          <Text item={item} />
          <Nested items={items} parent={item.key} numbered={numbered} />
        </li>
      ))}
    </List>
  )
}

function Text({ item }: { item: Item }) {
  if (item.raw === '') return <span className="faint">Still empty</span>
  return (
    <>
      {item.label && !item.raw.startsWith('**') ? (
        <>
          <strong>{item.label}</strong>
          <span className="plan-sep">{item.sep.trim() === ':' ? ': ' : ' – '}</span>
          {item.gloss}
        </>
      ) : (
        lineView(item.raw)
      )}
      {item.audience === 'internal' && <Tag>Internal</Tag>}
    </>
  )
}
