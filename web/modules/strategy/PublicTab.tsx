import { useState } from 'react'
import { editionsProjection, plansPublish } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { Answer, Button, Confirm, Loading, LockSign, Note, Row, Section, toast } from '../../kit/index.ts'
import './public.css'
import type { Page } from './words.ts'

type Seen = AskOutput<typeof editionsProjection>
type Part = Seen['plan']['sections'][number]

/** What anyone would see of this edition, and whether they do. */
export function PublicTab({ page }: { page: Page }) {
  const asked = useAsk(editionsProjection, { id: page.edition.id })
  return (
    <Answer of={asked} loading={<Loading rows={8} />}>
      {(seen) => <Shown seen={seen} slug={page.plan.slug} />}
    </Answer>
  )
}

function Shown({ seen, slug }: { seen: Seen; slug: string }) {
  const [asking, setAsking] = useState(false)
  const { plan, published, public_href, may } = seen
  const publish = useTell(plansPublish, {
    quiet: true,
    onDone: (done) => toast(done.published ? 'Published' : 'No longer public'),
  })
  return (
    <div className="public-preview">
      <Note title={published ? (public_href ? 'Anyone may read this' : 'Published once it is vetted') : 'Not published'}>
        What is below is what anyone {published ? 'sees' : 'would see'}. Lines with <LockSign says="a lock" /> or (internal), with all below
        them, stay among colleagues.
      </Note>
      <Row>
        {public_href && published && (
          <a href={public_href} target="_blank" rel="noreferrer">
            Open the public page
          </a>
        )}
        {may.includes('publish') && (
          <Button variant={published ? 'subtle' : 'filled'} onClick={() => setAsking(true)}>
            {published ? 'Take it away' : 'Publish…'}
          </Button>
        )}
      </Row>
      <article className="public-sheet">
        <h2>{plan.title}</h2>
        <p className="quiet">{plan.parties.map(({ sign, letters }) => `${sign} (${letters.join(', ')})`).join(' · ')}</p>
        {plan.legend && <p className="faint">{plan.legend}</p>}
        {plan.sections.map((section) => (
          <Section key={`${section.name} ${section.label}`} title={section.label} plain>
            {section.internal && <p className="faint">Internal</p>}
            {section.lead.map((runs) => (
              <p key={wordsOf(runs)}>
                <Runs runs={runs} />
              </p>
            ))}
            <ul className="public-lines">
              {section.items.map((item) => (
                <li key={`${item.depth} ${item.rank} ${wordsOf(item.runs)}`} data-depth={item.depth || undefined}>
                  {section.name !== 'vision' && (
                    <span className="faint num">
                      {item.depth === 0 && (section.name === 'priorities' || section.name === 'methods') ? `${item.rank}.` : '•'}
                    </span>
                  )}
                  <span>
                    <Runs runs={item.runs} />
                    {item.notes.map((runs) => (
                      <span key={wordsOf(runs)} className="public-under">
                        <Runs runs={runs} />
                      </span>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        ))}
        <p className="faint mono">Text {plan.hash.slice(0, 12)}</p>
      </article>
      <Confirm
        open={asking}
        title={published ? 'Take the plan away from the public?' : 'Publish the plan?'}
        act={published ? 'Take it away' : 'Publish'}
        danger={published}
        onConfirm={() => publish.mutateAsync({ slug, published: !published })}
        onClose={() => setAsking(false)}
      >
        {published
          ? 'Its page answers as if there were none. What others have copied stays with them.'
          : 'Anyone, search engines too, finds the public part of every edition that was vetted. Your name and the time are kept.'}
      </Confirm>
    </div>
  )
}

function wordsOf(runs: Part['lead'][number]): string {
  return runs.map(({ text }) => text).join('')
}

function Runs({ runs }: { runs: Part['lead'][number] }) {
  return runs.map(({ text, bold, italic, code, struck }, at) => {
    const inner = code ? <code>{text}</code> : text
    const leaning = italic ? <em>{inner}</em> : inner
    const strong = bold ? <strong>{leaning}</strong> : leaning
    // biome-ignore lint/suspicious/noArrayIndexKey: two runs of a line may say the same
    return <span key={at}>{struck ? <s>{strong}</s> : strong}</span>
  })
}
