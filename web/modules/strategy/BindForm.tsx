import { useState } from 'react'
import { metricsGet, metricsList } from '../../../server/modules/data/contract.ts'
import { measuresBind } from '../../../server/modules/strategy/contract.ts'
import { type AskInput, useAsk } from '../../ask.ts'
import { DayField, Form, Modal, Note, PickField, SelectField, TextField, toast } from '../../kit/index.ts'
import { figureText, type Page } from './words.ts'

type Item = Page['sections'][number]['items'][number]
type Input = AskInput<typeof measuresBind>

const directions = [
  { value: 'increase', label: 'Grow from a start to a target' },
  { value: 'decrease', label: 'Shrink from a start to a target' },
  { value: 'at_least', label: 'Stay at least at' },
  { value: 'at_most', label: 'Stay at most at' },
  { value: 'between', label: 'Stay between two bounds' },
]
const windows = [
  { value: 'at', label: 'As it stands on the day' },
  { value: 'period', label: 'Summed since the plan’s first day' },
  { value: 'trailing:28', label: 'Over the last 28 days' },
  { value: 'trailing:365', label: 'Over the last 365 days' },
]

/** Binds a measure to a metric. What the text hints at is filled in and can be changed; nothing is bound unasked. */
export function BindForm({ page, item, onClose }: { page: Page; item: Item; onClose: () => void }) {
  const initial = startOf(page, item)
  const [values, setValues] = useState<Partial<Input>>(initial)
  const moves = values.direction === 'increase' || values.direction === 'decrease'
  return (
    <Modal opened onClose={onClose} title="Bind to a metric" size="lg">
      <p className="quiet plan-bind-text">{item.text}</p>
      <Form
        operation={measuresBind}
        fixed={{ id: page.edition.id, key: item.key, kind: 'metric' }}
        initial={initial}
        submit="Bind"
        unguarded
        onCancel={onClose}
        onValues={setValues}
        onDone={(measure) => {
          toast(measure.value === null ? 'Bound. It has no value yet.' : `Bound. It stands at ${figureText(measure.value, measure.unit)}.`)
          onClose()
        }}
      >
        <PickField
          name="metric_id"
          label="Metric"
          operation={metricsList}
          search="search"
          option={(row) => ({ value: row.id, label: row.label })}
        />
        {values.metric_id && <Chosen id={values.metric_id} />}
        <div className="fields-2">
          <SelectField name="direction" label="Promise" options={directions} />
          <SelectField name="window" label="Which value counts" options={windows} />
          {moves && <TextField name="baseline" label="Start value" inputMode="numeric" />}
          <TextField name="target" label={values.direction === 'between' ? 'Lower bound' : 'Target'} inputMode="numeric" />
          {values.direction === 'between' && <TextField name="target_high" label="Upper bound" inputMode="numeric" />}
          {!moves && <TextField name="tolerance" label="Tolerance" hint="A share of the bound, 0.05 by default" inputMode="numeric" />}
          <DayField
            name="due"
            label="By"
            hint={page.edition.period_to ? 'The plan’s last day unless you say otherwise' : 'The plan has no period'}
          />
        </div>
      </Form>
    </Modal>
  )
}

/** What the chosen metric is and where it stands, so that start and target are numbers of the same kind. */
function Chosen({ id }: { id: string }) {
  const { data } = useAsk(metricsGet, { id })
  if (!data) return null
  return (
    <Note title={data.value === null ? data.label : `${data.label} stands at ${figureText(data.value, data.unit)}`}>
      {data.definition} {data.unit === 'ratio' ? 'Shares are written as decimals: 0.25 is 25%.' : ''}
    </Note>
  )
}

function startOf(page: Page, item: Item): Partial<Input> {
  const { measure, hint } = item
  const due = measure?.due ?? page.edition.period_to
  const start: Partial<Input> = { window: measure?.window ?? 'at' }
  if (due) start.due = due
  if (measure?.metric_id) start.metric_id = measure.metric_id
  if (measure?.direction) start.direction = measure.direction
  else if (hint?.kind === 'target') start.direction = hint.direction === 'at_least' ? 'at_least' : 'at_most'
  const target = measure?.target ?? (hint?.kind === 'target' ? asNumber(hint.target, hint.unit) : undefined)
  if (target) start.target = target
  if (measure?.baseline) start.baseline = measure.baseline
  if (measure?.target_high) start.target_high = measure.target_high
  if (measure?.tolerance) start.tolerance = measure.tolerance
  return start
}

/** "5" with "%" is 0.05 in a metric that is a share. */
function asNumber(target: string | undefined, unit: string | null | undefined): string | undefined {
  if (target === undefined || unit !== '%') return target
  return String(Number(target) / 100)
}
