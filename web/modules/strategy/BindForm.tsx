import { useState } from 'react'
import { personsList } from '../../../server/modules/people/contract.ts'
import { metricsGet, metricsList } from '../../../server/modules/data/contract.ts'
import { measuresBind } from '../../../server/modules/strategy/contract.ts'
import { type AskInput, useAsk } from '../../ask.ts'
import { AreaField, DayField, Form, Modal, Note, PickField, SelectField, TextField, toast } from '../../kit/index.ts'
import { type DatedRow, DatedRows, emptyRow, written } from './DatedRows.tsx'
import { figureText, type Page } from './words.ts'

type Item = Page['sections'][number]['items'][number]
type Input = AskInput<typeof measuresBind>

const kinds = [
  { value: 'metric', label: 'A metric of the house' },
  { value: 'milestones', label: 'Milestones with their days' },
  { value: 'qualitative', label: 'A colleague’s judgement, 0 to 5' },
  { value: 'tbd', label: 'Still to be named' },
]
const rules = [
  { value: 'all', label: 'All of them' },
  { value: 'share', label: 'A share of them' },
]
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

/** Binds a measure to what tells how it goes. What the text hints at is filled in and can be changed; nothing is bound unasked. */
export function BindForm({ page, item, onClose }: { page: Page; item: Item; onClose: () => void }) {
  const initial = startOf(page, item)
  const [values, setValues] = useState<Partial<Input>>(initial)
  const [stones, setStones] = useState(() => stonesOf(item))
  const [steps, setSteps] = useState(() => (item.measure?.steps ?? []).map(({ date, value }) => ({ row: date, text: value, day: date })))
  const moves = values.direction === 'increase' || values.direction === 'decrease'
  const kind = values.kind ?? 'metric'
  return (
    <Modal opened onClose={onClose} title="How is it measured?" size="lg">
      <p className="quiet plan-bind-text">{item.text}</p>
      <Form
        operation={measuresBind}
        fixed={{
          ...{ id: page.edition.id, key: item.key },
          ...(kind === 'milestones'
            ? { milestones: written(stones).map(({ id, text, day }) => ({ ...(id ? { id } : {}), title: text, due: day })) }
            : {}),
          ...(kind === 'metric' && moves ? { steps: written(steps).map(({ text, day }) => ({ date: day, value: text })) } : {}),
        }}
        initial={initial}
        submit="Bind"
        unguarded
        onCancel={onClose}
        onValues={setValues}
        onDone={(measure) => {
          toast(measure.value === null ? 'Kept. It has no value yet.' : `Kept. It stands at ${figureText(measure.value, measure.unit)}.`)
          onClose()
        }}
      >
        <SelectField name="kind" label="It is told by" options={kinds} autoFocus />
        {kind === 'metric' && <OfMetric values={values} moves={moves} page={page} steps={steps} onSteps={setSteps} />}
        {kind === 'milestones' && <OfMilestones values={values} stones={stones} onStones={setStones} />}
        {kind === 'qualitative' && <OfJudgement page={page} item={item} />}
        {kind === 'tbd' && <DayField name="resolve_by" label="It will be named by" />}
      </Form>
    </Modal>
  )
}

type OfMetricProps = { values: Partial<Input>; moves: boolean; page: Page; steps: DatedRow[]; onSteps: (rows: DatedRow[]) => void }

function OfMetric({ values, moves, page, steps, onSteps }: OfMetricProps) {
  return (
    <>
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
      {moves && (
        <DatedRows
          legend="Steps on the way, where it is not even"
          text="Value"
          day="On"
          add="Add a step"
          numeric
          rows={steps}
          onRows={onSteps}
        />
      )}
    </>
  )
}

function OfMilestones({ values, stones, onStones }: { values: Partial<Input>; stones: DatedRow[]; onStones: (rows: DatedRow[]) => void }) {
  return (
    <>
      <DatedRows legend="Milestones" text="Milestone" day="By" add="Add a milestone" rows={stones} onRows={onStones} />
      <div className="fields-2">
        <SelectField name="rule" label="Promised" options={rules} />
        {values.rule === 'share' && <TextField name="target" label="Share" hint="0.8 is four of five" inputMode="numeric" />}
        <DayField name="due" label="By" hint="The last of their days unless you say otherwise" />
      </div>
    </>
  )
}

function OfJudgement({ page, item }: { page: Page; item: Item }) {
  const now = item.measure?.assessor
  return (
    <>
      <AreaField name="rubric" label="Rubric" hint="What 0, 3 and 5 would look like" />
      <div className="fields-2">
        <PickField
          name="assessor"
          label="Judged by"
          operation={personsList}
          search="search"
          option={(row) => ({ value: row.id, label: row.name })}
          now={now ? { value: now.id, label: now.name } : undefined}
        />
        <TextField name="target" label="Promised score" hint="1 to 5" inputMode="numeric" />
        <DayField
          name="due"
          label="By"
          hint={page.edition.period_to ? 'The plan’s last day unless you say otherwise' : 'The plan has no period'}
        />
      </div>
    </>
  )
}

function stonesOf({ measure }: Item): DatedRow[] {
  const known = (measure?.milestones ?? []).map(({ id, title, due }) => ({ row: id, id, text: title, day: due }))
  return known.length > 0 ? known : [emptyRow()]
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
  const start: Partial<Input> = { kind: measure?.kind ?? 'metric', window: measure?.window ?? 'at', rule: measure?.rule ?? 'all' }
  if (due) start.due = due
  if (measure?.resolve_by) start.resolve_by = measure.resolve_by
  if (measure?.rubric) start.rubric = measure.rubric
  if (measure?.assessor) start.assessor = measure.assessor.id
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
