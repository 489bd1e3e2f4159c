import { useState } from 'react'
import { plansDifferences } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { Answer, dayText, Loading, Section, Select } from '../../kit/index.ts'
import './compared.css'
import type { Edition } from './editions.ts'

type Difference = AskOutput<typeof plansDifferences>['differences'][number]

/** Two editions beside each other: what came, went, moved and says something else, word by word. */
export function Compared({ slug, editions, here }: { slug: string; editions: readonly Edition[]; here: string }) {
  const own = editions.find(({ id }) => id === here)
  const other = editions.find(({ no }) => own !== undefined && no < own.no) ?? editions.find(({ id }) => id !== here)
  const [from, setFrom] = useState(own && other ? (other.no < own.no ? other.id : own.id) : here)
  const [to, setTo] = useState(own && other ? (other.no < own.no ? own.id : other.id) : here)
  const options = editions.map((one) => ({
    value: one.id,
    label: `${one.no}. ${one.title}${one.vetted_on ? `, vetted ${dayText(one.vetted_on)}` : ''}`,
  }))
  return (
    <Section title="Two editions beside each other">
      <div className="compared-picks">
        <Select label="From" data={options} value={from} onChange={(value) => value && setFrom(value)} allowDeselect={false} />
        <Select label="To" data={options} value={to} onChange={(value) => value && setTo(value)} allowDeselect={false} />
      </div>
      <Differences slug={slug} from={from} to={to} />
    </Section>
  )
}

function Differences({ slug, from, to }: { slug: string; from: string; to: string }) {
  const asked = useAsk(plansDifferences, { slug, from, to })
  return (
    <Answer of={asked} loading={<Loading rows={4} />}>
      {({ differences }) =>
        differences.length === 0 ? (
          <p className="quiet">Both say the same.</p>
        ) : (
          <ul className="compared">
            {differences.map((one) => (
              <li key={`${one.kind} ${one.key} ${one.place}`}>
                <span className="compared-what">
                  <b>{one.place.replace(/^the /, '').replace(/^./, (first) => first.toUpperCase())}</b>{' '}
                  <span className="quiet">{kindWords[one.kind]}</span>
                </span>
                <Text one={one} side="removed" />
                <Text one={one} side="added" />
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

function Text({ one, side }: { one: Difference; side: 'removed' | 'added' }) {
  const whole = side === 'removed' ? one.was : one.now
  if (whole === null) return <span className="faint compared-text">{side === 'removed' ? 'was not there' : 'is gone'}</span>
  if (one.words.length === 0) return <span className="compared-text">{whole}</span>
  return (
    <span className="compared-text">
      {one.words.map(({ mark, text }, at) =>
        mark === 'same' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no name but their place
          <span key={at}>{text}</span>
        ) : mark === side ? (
          side === 'removed' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: words have no name but their place
            <del key={at}>{text}</del>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: words have no name but their place
            <ins key={at}>{text}</ins>
          )
        ) : null,
      )}
    </span>
  )
}

const kindWords: Record<Difference['kind'], string> = {
  title: 'says something else',
  header: 'says something else',
  relabelled: 'has another label',
  added: 'is new',
  removed: 'is gone',
  reworded: 'says something else',
  moved: 'stands elsewhere',
  struck: 'is struck',
  unstruck: 'is struck no more',
  promised: 'is promised otherwise',
}
