import './candidates.css'
import { IconBulb } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { candidatesGet, candidatesList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { Answer, Button, countOf, Empty, Page, percentText, Row as Side, Segments, Tag, useQueryText } from '../../kit/index.ts'
import { useMay } from '../../frame/session.ts'
import { useKeys } from '../../kit/keys.ts'
import { Candidate } from './Candidate.tsx'
import { Giving } from './Giving.tsx'
import { Judging } from './Judging.tsx'
import { crumbs, type Judgement } from './words.ts'

type Row = AskOutput<typeof candidatesList>['items'][number]

const views = [
  { value: 'raised', label: 'To decide' },
  { value: 'known', label: 'A page has it' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'dismissed', label: 'Dismissed' },
]

const none: Record<string, string> = {
  raised: 'Nothing waits to be decided',
  known: 'Nobody asks again and again for what is written',
  accepted: 'None was accepted yet',
  dismissed: 'None was dismissed',
}

/** What people ask for again and again and nobody wrote: one after the other, by keys. */
export default function CandidatesPage() {
  const [view, setView] = useQueryText('view')
  const [one, setOne] = useQueryText('one')
  const state = views.some(({ value }) => value === view) ? view : 'raised'
  const [gives, setGives] = useState(false)
  const may = useMay()('handbook.follow')
  const asked = useAsk(candidatesList, { where: [`state:is:${state}`], limit: 100 })
  return (
    <Page
      title="Candidates"
      crumbs={[...crumbs, { title: 'Findings', href: '/handbook/findings' }]}
      actions={
        <Button variant="default" href="/handbook/findings/chats">
          Bring a chat in
        </Button>
      }
    >
      {gives && <Giving onClose={() => setGives(false)} />}
      <Side>
        <Segments
          label="Which candidates"
          options={views}
          value={state}
          onChange={(next) => {
            setOne('')
            setView(next === 'raised' ? '' : next)
          }}
        />
        {may && (
          <Button variant="default" onClick={() => setGives(true)}>
            Give a question
          </Button>
        )}
      </Side>
      <Answer of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={none[state] ?? 'None'} icon={<IconBulb size={20} />}>
              Three questions of two people within 90 days that no page answers are a candidate. They come from chats that you bring in,
              from searches that found nothing, from flags, and from colleagues who give what they were asked.
            </Empty>
          ) : (
            <>
              {state === 'known' && (
                <p className="faint">
                  To {sumOf(items, 'linked')} of {countOf(sumOf(items, 'items'), 'question')} somebody answered with the page that has it.
                </p>
              )}
              <Triage items={items} chosen={one} onChoose={setOne} />
            </>
          )
        }
      </Answer>
    </Page>
  )
}

function sumOf(items: readonly Row[], of: 'items' | 'linked'): number {
  return items.reduce((sum, one) => sum + one[of], 0)
}

function Triage({ items, chosen, onChoose }: { items: Row[]; chosen: string; onChoose: (id: string) => void }) {
  const [judging, setJudging] = useState<Judgement>()
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === chosen),
  )
  const row = items[at]
  const detail = useAsk(candidatesGet, { id: row?.id ?? '' }, { enabled: row !== undefined })
  const step = (by: number) => onChoose(items[Math.max(0, Math.min(items.length - 1, at + by))]?.id ?? '')
  const may = detail.data?.may ?? []
  const act = (how: Judgement) => may.length > 0 && setJudging(how)
  useKeys('Candidates', [
    { keys: 'J', says: 'The next one', run: () => step(1) },
    { keys: 'K', says: 'The one before', run: () => step(-1) },
    { keys: 'N', says: 'Begin a procedure', run: () => act('new') },
    { keys: 'A', says: 'A page has it', run: () => act('alias') },
    { keys: 'D', says: 'Nothing is to be written', run: () => act('dismiss') },
  ])
  useEffect(() => {
    document.querySelector(`[data-candidate="${row?.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [row?.id])
  return (
    <div className="candidates">
      <nav aria-label="Candidates" className="candidates-list">
        <ol>
          {items.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                data-candidate={item.id}
                aria-current={item.id === row?.id ? 'true' : undefined}
                onClick={() => onChoose(item.id)}
              >
                <b>{item.title}</b>
                <span className="faint">
                  {countOf(item.items, 'question')} of {countOf(item.askers, 'asker')} ·{' '}
                  {item.best ? `${percentText(item.cover)} in ${item.best.title}` : 'on no page'}
                </span>
                {item.held && <Tag tone="warn">Held by one</Tag>}
                {item.narrow && <Tag>For some</Tag>}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <Answer of={detail}>{(whole) => <Candidate row={whole} onJudge={act} />}</Answer>
      {judging && detail.data && <Judging how={judging} row={detail.data} onClose={() => setJudging(undefined)} />}
    </div>
  )
}
