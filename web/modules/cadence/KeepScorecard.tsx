import { IconArrowUp, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { seriesKeepScorecard } from '../../../server/modules/cadence/contract.ts'
import { metricsList } from '../../../server/modules/data/contract.ts'
import { alignmentGet, plansList } from '../../../server/modules/strategy/contract.ts'
import { useAsk, useAskPaged } from '../../ask.ts'
import {
  Button,
  Form,
  IconButton,
  Modal,
  PickField,
  Select,
  SelectField,
  TextField,
  toast,
  useDebounced,
  useForm,
} from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import type { Series } from './words.ts'

type Row = { id?: string; of?: 'measure' | 'metric'; metric?: string; measure?: string; owner?: string }

/** What the series looks at each time: measures of plans with the plan's promise, or metrics with one of their own. */
export function KeepScorecard({ series, onClose }: { series: Series; onClose: () => void }) {
  const [titles] = useState(() => new Map(series.scorecard.map((row) => [row.id, row])))
  return (
    <Modal opened onClose={onClose} title="What is looked at each time?" size="lg">
      <Form
        operation={seriesKeepScorecard}
        initial={{ rows: series.scorecard.map(asWanted) }}
        fixed={{ id: series.id, if_match: series.version }}
        submit="Keep the scorecard"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('The scorecard is kept')
          onClose()
        }}
      >
        <Rows titles={titles} />
      </Form>
    </Modal>
  )
}

type Kept = Series['scorecard'][number]

/** A kept row as the operation takes it: what is null there is left out here. */
function asWanted({ id, metric, measure, title, window, target, target_high, direction, tolerance, owner, input }: Kept) {
  const bound = direction === 'increase' || direction === 'decrease' ? null : direction
  return {
    ...{ id, title, window, input, owner: owner.id },
    ...(metric ? { metric } : {}),
    ...(measure ? { measure } : {}),
    ...(!measure && target ? { target } : {}),
    ...(!measure && target_high ? { target_high } : {}),
    ...(!measure && bound ? { direction: bound } : {}),
    ...(!measure && tolerance ? { tolerance } : {}),
  }
}

function Rows({ titles }: { titles: ReadonlyMap<string, Kept> }) {
  const form = useForm()
  const rows = (form.values['rows'] as Row[] | undefined) ?? []
  const [kinds, setKinds] = useState<('measure' | 'metric' | undefined)[]>(() => rows.map(() => undefined))
  const put = (next: Row[], nextKinds: typeof kinds) => {
    form.set('rows', next)
    setKinds(nextKinds)
  }
  const without = <T,>(list: T[], at: number) => list.filter((_one, n) => n !== at)
  const raised = <T,>(list: T[], at: number) => list.map((one, n) => (n === at - 1 ? list[at] : n === at ? list[at - 1] : one) as T)
  return (
    <>
      {rows.length === 0 && <p className="faint">Nothing yet. What stands here becomes an issue by itself when it is red.</p>}
      {rows.map((row, at) => {
        const kept = row.id === undefined ? undefined : titles.get(row.id)
        return (
          <fieldset key={row.id ?? `new ${at}`} className="sr-score">
            <legend>{kept?.title ?? (kinds[at] === 'metric' ? 'A metric' : 'A measure of a plan')}</legend>
            {kept === undefined && (kinds[at] === 'metric' ? <OfMetric at={at} /> : <OfPlan at={at} />)}
            <PickPerson name={`rows.${at}.owner`} label="Answers for it" now={kept?.owner} />
            <div className="sr-score-acts">
              {at > 0 && (
                <IconButton label="Move it up" onClick={() => put(raised(rows, at), raised(kinds, at))}>
                  <IconArrowUp size={15} aria-hidden />
                </IconButton>
              )}
              <IconButton label="Take it off" onClick={() => put(without(rows, at), without(kinds, at))}>
                <IconX size={15} aria-hidden />
              </IconButton>
            </div>
          </fieldset>
        )
      })}
      <div>
        <Button variant="subtle" onClick={() => put([...rows, {}], [...kinds, 'measure'])}>
          Add a measure of a plan
        </Button>
        <Button variant="subtle" onClick={() => put([...rows, {}], [...kinds, 'metric'])}>
          Add a metric
        </Button>
      </div>
    </>
  )
}

/** The plan, and then one of its measures. */
function OfPlan({ at }: { at: number }) {
  const form = useForm()
  const [slug, setSlug] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const search = useDebounced(words)
  const plans = useAskPaged(plansList, { ...(search ? { q: search } : {}), limit: 30 })
  const lines = useAsk(alignmentGet, { plan: slug ?? '' }, { enabled: slug !== null })
  const items = slug === null ? [] : (lines.data?.plans.find((plan) => plan.slug === slug)?.items ?? [])
  const measures = items.filter(({ section, depth }) => section === 'measures' || (section === 'objectives' && depth > 0))
  const name = `rows.${at}.measure`
  const row = (form.values['rows'] as Row[] | undefined)?.[at]
  return (
    <div className="fields-2">
      <Select
        label="Plan"
        searchable
        openOnFocus={false}
        data={plans.rows.map((one) => ({ value: one.slug, label: one.title }))}
        value={slug}
        onSearchChange={setWords}
        onChange={(next) => {
          setSlug(next)
          form.set(name, undefined)
        }}
        nothingFoundMessage={plans.isFetching ? 'Looking…' : 'Nothing fits'}
      />
      <Select
        label="Measure"
        openOnFocus={false}
        disabled={slug === null}
        data={measures.map(({ key, text }) => ({ value: key, label: text }))}
        value={row?.measure ?? null}
        onChange={(next) => form.set(name, next ?? undefined)}
        error={form.error(name)}
        nothingFoundMessage={lines.isFetching ? 'Looking…' : 'This plan has no measure'}
      />
    </div>
  )
}

function OfMetric({ at }: { at: number }) {
  const name = (field: string) => `rows.${at}.${field}`
  return (
    <>
      <PickField
        name={name('metric')}
        label="Metric"
        operation={metricsList}
        search="search"
        option={(row) => ({ value: row.id, label: row.label })}
      />
      <div className="fields-2">
        <SelectField
          name={name('direction')}
          label="Promise"
          options={[
            { value: 'at_least', label: 'Stay at least at' },
            { value: 'at_most', label: 'Stay at most at' },
          ]}
        />
        <TextField name={name('target')} label="Bound" inputMode="numeric" hint="Left out with the promise, it is only looked at." />
      </div>
    </>
  )
}
