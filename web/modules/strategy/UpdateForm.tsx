import { useState } from 'react'
import { updatesDraft, updatesPost } from '../../../server/modules/strategy/contract.ts'
import { type AskInput, type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  AreaField,
  countOf,
  dayText,
  Form,
  Link,
  Loading,
  Modal,
  Segments,
  SelectField,
  TextInput,
  toast,
} from '../../kit/index.ts'
import { type NextAction, NextActions } from './UpdateActions.tsx'
import { statedWords } from './stated.ts'
import { figureText, type Page } from './words.ts'

type Draft = AskOutput<typeof updatesDraft>
type Input = AskInput<typeof updatesPost>

/** How a measure goes, filled in with what is known: opened, how sure one is, posted, where nothing needs words. */
export function UpdateForm({ page, of, text, onClose }: { page: Page; of: string | undefined; text: string; onClose: () => void }) {
  const asked = useAsk(updatesDraft, { id: page.edition.id, ...(of ? { key: of } : {}) })
  return (
    <Modal opened onClose={onClose} title={text} size="lg">
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(draft) => <Composer page={page} of={of} draft={draft} onClose={onClose} />}
      </Answer>
    </Modal>
  )
}

/** Few enough to be chosen with one click; what was said the last time is among them. */
function sureOf(last: number | null) {
  const all = [...new Set([10, 30, 50, 70, 90, ...(last === null ? [] : [last])])].toSorted((a, b) => a - b)
  return all.map((percent) => ({ value: String(percent), label: `${percent}%` }))
}

function Composer({ page, of, draft, onClose }: { page: Page; of: string | undefined; draft: Draft; onClose: () => void }) {
  const [values, setValues] = useState<Partial<Input>>({ status: draft.status })
  const [sure, setSure] = useState(draft.confidence === null ? '' : String(draft.confidence))
  const [actions, setActions] = useState<NextAction[]>([])
  const [results, setResults] = useState(() => new Map(draft.before.map((one) => [one.action_id, one.result])))
  const [ahead, setAhead] = useState(() => new Map(draft.forecasts.map((one) => [one.quarter, one.value ?? ''])))
  const differs = draft.computed !== null && values.status !== draft.status
  return (
    <>
      <Known draft={draft} results={results} onResult={(id, result) => setResults((now) => new Map(now).set(id, result))} />
      <Form
        operation={updatesPost}
        fixed={{
          id: page.edition.id,
          ...(of ? { key: of } : {}),
          ...(sure === '' ? {} : { confidence: Number(sure) }),
          outcomes: draft.before.map(({ action_id }) => ({ action_id, result: results.get(action_id) ?? '' })),
          next_actions: actions
            .filter(({ text, dri, due }) => text !== '' || dri !== '' || due !== '')
            .map(({ text, dri, due }) => ({ text, dri, due })),
          forecasts: draft.forecasts.flatMap(({ quarter }) => (ahead.get(quarter) ? [{ quarter, value: ahead.get(quarter) ?? '' }] : [])),
        }}
        initial={{ status: draft.status }}
        submit="Post it"
        unguarded
        onCancel={onClose}
        onValues={setValues}
        onDone={() => {
          toast('Posted')
          onClose()
        }}
      >
        {draft.promised && (
          <div>
            <p className="quiet">How sure are you that the target is reached by its day?</p>
            <Segments label="How sure" value={sure} onChange={setSure} options={sureOf(draft.confidence)} />
          </div>
        )}
        <div className="fields-2">
          <SelectField name="status" label="It is" options={Object.entries(statedWords).map(([value, { label }]) => ({ value, label }))} />
        </div>
        {differs && <AreaField name="difference" label="Why otherwise than the figure says" />}
        <AreaField name="going_well" label="Going well" />
        <AreaField name="not_going_well" label="Not going well" />
        <NextActions rows={actions} today={page.today} onRows={setActions} />
        {draft.forecasts.length > 0 && (
          <Ahead draft={draft} ahead={ahead} onAhead={(quarter, value) => setAhead((now) => new Map(now).set(quarter, value))} />
        )}
      </Form>
    </>
  )
}

type AheadProps = { draft: Draft; ahead: ReadonlyMap<string, string>; onAhead: (quarter: string, value: string) => void }

/** What it is thought to come to at the end of each quarter that is left; begins with what was thought the last time. */
function Ahead({ draft, ahead, onAhead }: AheadProps) {
  return (
    <details>
      <summary>Forecast for {countOf(draft.forecasts.length, 'quarter')}</summary>
      <div className="update-ahead">
        {draft.forecasts.map(({ quarter, ends }) => (
          <TextInput
            key={quarter}
            label={quarter}
            description={`${dayText(ends)}${draft.unit === 'ratio' ? ', 0.25 is 25%' : ''}`}
            inputMode="decimal"
            value={ahead.get(quarter) ?? ''}
            onChange={(event) => onAhead(quarter, event.currentTarget.value)}
          />
        ))}
      </div>
    </details>
  )
}

type KnownProps = { draft: Draft; results: ReadonlyMap<string, string>; onResult: (id: string, result: string) => void }

/** What is true already. */
function Known({ draft, results, onResult }: KnownProps) {
  const { value, unit, value_day, since, contributors, happened, before, due_on } = draft
  return (
    <div className="plan-known">
      {value !== null && (
        <p className="num">
          <strong>{figureText(value, unit)}</strong>
          {value_day && <span className="quiet"> on {dayText(value_day)}</span>}
          {since?.delta && (
            <span>
              {' '}
              · {Number(since.delta) >= 0 ? '+' : ''}
              {figureText(since.delta, unit)} since {dayText(since.day)}
            </span>
          )}
        </p>
      )}
      {contributors.length > 0 && (
        <p className="num quiet">
          {contributors.map((one, at) => (
            <span key={one.name}>
              {at > 0 && ' · '}
              {one.href ? <Link href={one.href}>{one.name}</Link> : one.name} {Number(one.value) > 0 ? '+' : ''}
              {figureText(one.value, one.unit, true)}
            </span>
          ))}
        </p>
      )}
      {happened.map((one) => (
        <p key={one.kind + one.text}>
          {happenedWords[one.kind]} <Link href={one.href}>{one.text}</Link> <span className="faint">{dayText(one.day)}</span>
        </p>
      ))}
      {before.map((one) => (
        <TextInput
          key={one.action_id}
          label={`${one.number}: ${one.text}`}
          description="What came of it"
          value={results.get(one.action_id) ?? ''}
          onChange={(event) => onResult(one.action_id, event.currentTarget.value)}
        />
      ))}
      <p className="faint">For {dayText(due_on)}</p>
    </div>
  )
}

const happenedWords: Record<Draft['happened'][number]['kind'], string> = { closed: 'Done', moved: 'Moved', decided: 'Decided' }
