import { useState } from 'react'
import { actionsCreate } from '../../../../server/modules/decisions/contract.ts'
import { defectsWaive } from '../../../../server/modules/strategy/contract.ts'
import { AreaField, Button, DayField, dayText, Form, Initials, Link, Modal, Row, toast } from '../../../kit/index.ts'
import { dayAfter } from '../../../kit/days.ts'
import { useMay, useSession } from '../../../frame/session.ts'
import { figureText } from '../words.ts'
import { shortOf } from './Tree.tsx'
import { type Defect, kindOf, marksOf } from './words.ts'

/** One defect: both texts side by side with what makes them differ, why they do not fit, and what can be done. */
export function DefectCard({ defect }: { defect: Defect }) {
  const { title, level, quoted, says, why, sum, waiver } = defect
  return (
    <section className="al-card" aria-label={title}>
      <p className="al-kind" data-level={level}>
        {kindOf(defect)}
      </p>
      <h3>{headOf(defect)}</h3>
      {quoted.some(({ key }) => key !== null) && (
        <div className="al-both">
          {quoted.slice(0, 2).map((one, at) => (
            <div key={one.plan + one.key}>
              <span className="al-where faint">
                <Initials name={one.dri ?? one.title} size="s" round />
                <Link href={`/strategy/editions/${one.edition}${one.key ? `#item-${one.key}` : ''}`}>
                  {one.title}, {one.place}
                </Link>
              </span>
              <p>
                {marksOf(one.text, quoted[at === 0 ? 1 : 0]?.text, defect.code).map((run) =>
                  run.marked ? <mark key={run.text}>{run.text}</mark> : run.text,
                )}
              </p>
              {one.value !== null && <span className="faint num">{figureText(one.value, one.unit, true)} today</span>}
            </div>
          ))}
        </div>
      )}
      {sum && (
        <p className="al-sum">
          {sum.parts.map(({ name, value }) => `${name} ${figureText(value, sum.unit, true)}`).join(' + ')} ={' '}
          {figureText(sum.total, sum.unit, true)}, {figureText(sum.wanted, sum.unit, true)} is promised:{' '}
          {figureText(sum.gap, sum.unit, true)} {defect.title.includes('beyond') ? 'too much' : 'short'}
        </p>
      )}
      <p>{why ?? (sum ? 'The parts count different rows, so that they add up to the whole.' : says)}</p>
      {waiver ? (
        <p className="faint">
          {waiver.by} has waived it until {dayText(waiver.until)}: {waiver.reason}
        </p>
      ) : (
        <Acts defect={defect} />
      )}
    </section>
  )
}

function Acts({ defect }: { defect: Defect }) {
  const [asking, setAsking] = useState<'waive' | 'fix'>()
  const may = useMay()
  const today = useSession().data?.today ?? ''
  const close = () => setAsking(undefined)
  const [own, other] = defect.quoted
  const question = encodeURIComponent(`${defect.title}: what holds?`)
  const together = [...new Set(defect.quoted.flatMap(({ dri }) => dri ?? []))]
  return (
    <>
      <Row>
        {may('decisions.write') && <Button onClick={() => setAsking('fix')}>{together.length > 1 ? 'Fix together' : 'Fix it'}</Button>}
        {defect.may.includes('waive') && (
          <Button variant="default" onClick={() => setAsking('waive')}>
            Waive…
          </Button>
        )}
        {may('decisions.write') && (
          <Button variant="subtle" href={`/decisions/decisions/new?issue=${question}`}>
            Decide
          </Button>
        )}
      </Row>
      {defect.may.includes('waive') && (
        <p className="faint">A waiver names a person and a reason, and ends as soon as one of the texts changes.</p>
      )}
      {asking === 'waive' && (
        <Modal opened onClose={close} title="Waive this defect?">
          <p>{defect.says}</p>
          <Form
            operation={defectsWaive}
            fixed={{ id: defect.id }}
            initial={{ until: today ? dayAfter(today, 90) : '' }}
            submit="Waive it"
            unguarded
            onCancel={close}
            onDone={({ until }) => {
              close()
              toast(`Waived until ${dayText(until)}`)
            }}
          >
            <AreaField name="reason" label="Why it may stand" autoFocus />
            <DayField name="until" label="Until" />
          </Form>
        </Modal>
      )}
      {asking === 'fix' && (
        <Modal opened onClose={close} title={together.length > 1 ? 'Fix it together?' : 'Fix it?'}>
          <p>
            {own?.dri ?? 'Nobody'}
            {other?.dri && other.dri !== own?.dri ? ` and ${other.dri} answer` : ' answers'} for it. An action says who brings it about, and
            by when.
          </p>
          <Form
            operation={actionsCreate}
            fixed={own?.dri_id ? { dri: own.dri_id } : {}}
            initial={{ text: actionOf(defect), due: today ? dayAfter(today, 7) : '' }}
            submit="Open the action"
            unguarded
            onCancel={close}
            onDone={({ number }) => {
              close()
              toast(`${number} is open`)
            }}
          >
            <AreaField name="text" label="What is to be done" autoFocus />
            <DayField name="due" label="By" />
          </Form>
        </Modal>
      )}
    </>
  )
}

/** What it is of: the figure, else the line that it is about. */
function headOf({ code, title, quoted: [own] }: Defect): string {
  return code === 'C1' || !own?.key ? title : shortOf(own.text)
}

function actionOf({ quoted, says }: Defect): string {
  const other = quoted.find(({ dri }, at) => at > 0 && dri !== quoted[0]?.dri)?.dri
  return `${other ? `With ${other}: ` : ''}${says}`.slice(0, 500)
}
