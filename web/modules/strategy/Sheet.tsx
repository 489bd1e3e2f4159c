import type { ReactNode } from 'react'
import { dayText, lineView, Tag } from '../../kit/index.ts'
import { Height } from './Height.tsx'
import { Under } from './Under.tsx'
import { MeasureLine } from './MeasureLine.tsx'
import './sheet.css'
import type { Page } from './words.ts'

type Section = Page['sections'][number]
type Item = Section['items'][number]

/** The plan on one sheet: a document to read and an instrument to look at. `act` adds a control to a measure without a metric. */
export function Sheet({ page, act }: { page: Page; act?: (item: Item) => ReactNode }) {
  return (
    <article className="plan-sheet" aria-label={page.title.text}>
      {page.preface.map((text) => (
        <p key={text} className="quiet">
          {lineView(text.replaceAll('\n', ' '))}
        </p>
      ))}
      {page.sections.map((section) => (
        <Part key={section.name} section={section} page={page} act={act} />
      ))}
      <footer className="plan-foot">
        <Height check={page.check} />
        <span className="faint num">
          {page.edition.vetted_on && `In force since ${dayText(page.edition.vetted_on, 'long')} · `}
          revision {page.edition.rev}
        </span>
      </footer>
    </article>
  )
}

function Part({ section, page, act }: { section: Section; page: Page; act?: ((item: Item) => ReactNode) | undefined }) {
  const numbered = section.name === 'priorities' || section.name === 'methods'
  return (
    <section className="plan-part" data-section={section.name}>
      <h2>
        {section.label}
        {section.qualifier && <span className="faint"> ({section.qualifier})</span>}
      </h2>
      {section.lead.map((text) => (
        <p key={text}>{lineView(text.replaceAll('\n', ' '))}</p>
      ))}
      {section.name === 'vision' ? (
        section.items.map((item) => (
          <div key={item.key} id={`item-${item.key}`}>
            <p className="plan-vision">{lineView(item.raw)}</p>
            <Under item={item} />
          </div>
        ))
      ) : section.name === 'measures' || (section.name === 'objectives' && section.items.some(isMeasure)) ? (
        <ul className="plan-measures">
          {section.items.map((item) =>
            section.name === 'measures' || isMeasure(item) ? (
              <MeasureLine key={item.key} item={item} page={page} act={act?.(item)} />
            ) : (
              <li key={item.key} id={`item-${item.key}`} className="plan-objective">
                <Text item={item} />
                <Under item={item} />
              </li>
            ),
          )}
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
        <li key={item.key} id={`item-${item.key}`} data-struck={item.struck || undefined}>
          <Text item={item} />
          <Under item={item} />
          <Nested items={items} parent={item.key} numbered={numbered} />
        </li>
      ))}
    </List>
  )
}

/** A key result stands below its objective. */
function isMeasure(item: Item): boolean {
  return item.depth > 0
}

function Text({ item }: { item: Item }) {
  if (item.raw === '') return <span className="faint">Still empty</span>
  return (
    <>
      {item.label && !item.raw.startsWith('**') ? (
        <>
          <strong>{item.label}</strong>
          <span className="plan-gloss">
            <span className="plan-sep">{item.sep.trim() === ':' ? ': ' : ' – '}</span>
            {item.gloss}
          </span>
        </>
      ) : (
        lineView(item.raw)
      )}
      {item.audience === 'internal' && (
        <>
          {' '}
          <Tag>Internal</Tag>
        </>
      )}
    </>
  )
}
