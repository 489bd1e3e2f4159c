import { useState } from 'react'
import { measuresAssess, measuresAssessments, measuresReportMilestone } from '../../../server/modules/strategy/contract.ts'
import { useAskPaged, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  AreaField,
  Button,
  countOf,
  daysBetween,
  dayText,
  Form,
  Modal,
  Section,
  Segments,
  Status,
  TextInput,
  toast,
} from '../../kit/index.ts'
import './kinds.css'
import { aboutText, measuresIn, type Measure, type Page, statusOf } from './words.ts'

type Item = Page['sections'][number]['items'][number]

/** What the plan itself knows of its measures: milestones with their days, and what was judged. */
export function Reported({ page }: { page: Page }) {
  const items = measuresIn(page).filter(
    ({ measure, struck }) => !struck && (measure?.kind === 'milestones' || measure?.kind === 'qualitative'),
  )
  return items.map((item) =>
    item.measure?.kind === 'milestones' ? (
      <Milestones key={item.key} page={page} item={item} measure={item.measure} />
    ) : item.measure ? (
      <Judged key={item.key} page={page} item={item} measure={item.measure} />
    ) : null,
  )
}

function Milestones({ page, item, measure }: { page: Page; item: Item; measure: Measure }) {
  const [open, setOpen] = useState<Measure['milestones'][number]>()
  const reports = page.may.includes('report')
  return (
    <Section title={item.text} note={aboutText(measure)}>
      <ul className="milestones">
        {measure.milestones.map((one) => (
          <li key={one.id} data-done={one.done ? true : undefined}>
            <span>{one.title}</span>
            <span className="num quiet">{milestoneText(one, page.today)}</span>
            {reports && (
              <Button size="compact-sm" variant="default" aria-label={`Report: ${one.title}`} onClick={() => setOpen(one)}>
                Report
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <Report page={page} item={item} milestone={open} onClose={() => setOpen(undefined)} />}
    </Section>
  )
}

/** "Done Sep 25, 9 days late"; "By Nov 10, late, thought of for Dec 15". */
function milestoneText({ due, forecast, done }: Measure['milestones'][number], today: string): string {
  if (done) return `Done ${dayText(done)}${done > due ? `, ${countOf(daysBetween(due, done), 'day')} late` : ''}`
  const thought = forecast && forecast !== due ? `, thought of for ${dayText(forecast)}` : ''
  return `By ${dayText(due)}${due < today ? ', late' : ''}${thought}`
}

type ReportProps = { page: Page; item: Item; milestone: Measure['milestones'][number]; onClose: () => void }

function Report({ page, item, milestone, onClose }: ReportProps) {
  const [done, setDone] = useState(milestone.done ?? '')
  const [forecast, setForecast] = useState(milestone.forecast ?? milestone.due)
  const tell = useTell(measuresReportMilestone, {
    onDone: () => {
      toast('Kept')
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={milestone.title}>
      <div className="dated-rows">
        <TextInput
          type="date"
          label="Done on"
          max={page.today}
          value={done}
          onChange={(event) => setDone(event.currentTarget.value)}
          description="Empty while it is open"
        />
        {done === '' && (
          <TextInput type="date" label="Thought of for" value={forecast} onChange={(event) => setForecast(event.currentTarget.value)} />
        )}
        <Button
          loading={tell.isPending}
          onClick={() =>
            tell.mutate({
              ...{ id: page.edition.id, key: item.key, milestone: milestone.id },
              ...{ done: done === '' ? null : done, forecast: forecast === '' || forecast === milestone.due ? null : forecast },
            })
          }
        >
          Keep it
        </Button>
      </div>
    </Modal>
  )
}

function Judged({ page, item, measure }: { page: Page; item: Item; measure: Measure }) {
  const me = useSession().data?.actor?.id
  const [open, setOpen] = useState(false)
  const { label, tone } = statusOf(measure)
  const judges = page.edition.state === 'vetted' && measure.assessor?.id === me
  return (
    <Section
      title={item.text}
      note={aboutText(measure)}
      actions={
        judges && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            Judge it
          </Button>
        )
      }
    >
      <p className="plan-lessons quiet">{measure.rubric}</p>
      <Status
        value={measure.status}
        label={measure.value === null ? 'Not judged yet' : `${measure.value} of 5, ${label.toLowerCase()}`}
        tone={tone}
      />
      <Judgements page={page} item={item} />
      {open && <Judge page={page} item={item} measure={measure} onClose={() => setOpen(false)} />}
    </Section>
  )
}

/** What was judged before, with the sentence that was said. */
function Judgements({ page, item }: { page: Page; item: Item }) {
  const asked = useAskPaged(measuresAssessments, { id: page.edition.id, key: item.key })
  if (asked.rows.length === 0) return null
  return (
    <>
      <ul className="judgements">
        {asked.rows.map((one) => (
          <li key={one.id}>
            <span className="num quiet">{dayText(one.day)}</span>
            <span className="num">{one.score} of 5</span>
            <span>{one.words}</span>
            <span className="quiet">{one.by}</span>
          </li>
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Older judgements
        </Button>
      )}
    </>
  )
}

function Judge({ page, item, measure, onClose }: { page: Page; item: Item; measure: Measure; onClose: () => void }) {
  const [score, setScore] = useState(measure.value ?? '')
  return (
    <Modal opened onClose={onClose} title={item.text}>
      <p className="plan-lessons quiet">{measure.rubric}</p>
      <Segments
        label="Score"
        value={score}
        onChange={setScore}
        options={[0, 1, 2, 3, 4, 5].map((one) => ({ value: String(one), label: String(one) }))}
      />
      <Form
        operation={measuresAssess}
        fixed={{ id: page.edition.id, key: item.key, ...(score === '' ? {} : { score: Number(score) }) }}
        submit="Keep it"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('Judged')
          onClose()
        }}
      >
        <AreaField name="words" label="Why" />
      </Form>
    </Modal>
  )
}
