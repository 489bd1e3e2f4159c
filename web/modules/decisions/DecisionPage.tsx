import './decisions.css'
import { IconGavel } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { decisionsGet, decisionsRead, decisionsRecord } from '../../../server/modules/decisions/contract.ts'
import { metricsGet } from '../../../server/modules/data/contract.ts'
import { history as historyOf } from '../../../server/doors/contract.ts'
import { fileHref, useAsk, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { Comments, Facts, Fold, History, Link, Record, RecordOf, Section, Status, dayText, useParam, Note, dayOf } from '../../kit/index.ts'
import { Actions } from './Actions.tsx'
import { Answers } from './Answers.tsx'
import { expectedFigure } from './expected.ts'
import { type Act, Dialogs } from './Dialogs.tsx'
import { nextOf } from './next.tsx'
import { Texts } from './Texts.tsx'
import { type Decision, dueText, namesText, objectingTo, outcomeWords, stateOf, typeWords } from './words.ts'

const crumbs = [{ title: 'Decisions', href: '/decisions/decisions' }]

/** One decision: the question, the text of now, who answered on which text, and what became of it. */
export default function DecisionPage() {
  const asked = useAsk(decisionsGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Decision" crumbs={crumbs}>
      {(decision) => <Sheet decision={decision} />}
    </RecordOf>
  )
}

function Sheet({ decision }: { decision: Decision }) {
  const [act, setAct] = useState<Act>()
  const may = useMay()
  const today = useSession().data?.today ?? decision.opened_day
  const history = useAsk(historyOf, { kind: 'decision', id: decision.id }, { enabled: may('house.history') })
  const can = (name: string) => decision.may.includes(`decisions.decisions.${name}`)
  const read = useTell(decisionsRead)
  const expects = decision.expected !== null && decision.expected.read === null && may('data.read')
  const metric = useAsk(metricsGet, { id: decision.expected?.metric ?? '' }, { enabled: expects })
  const { words, tone } = stateOf(decision)
  const decides = useRef(false)
  const close = () => {
    decides.current = act === 'decide'
    setAct(undefined)
  }
  // the button that was pressed is gone: whoever decided reads on at what was decided
  useEffect(() => {
    if (act !== undefined || !decides.current || decision.decided_day === null) return
    let left = 20
    const wait = setInterval(() => {
      left -= 1
      if (left > 0 && document.querySelector('[role="dialog"]')) return
      clearInterval(wait)
      decides.current = false
      document.getElementById('outcome')?.focus()
    }, 50)
    return () => clearInterval(wait)
  }, [decision.decided_day, act])
  return (
    <>
      <Record
        title={decision.issue}
        icon={<IconGavel size={22} stroke={1.75} />}
        crumbs={crumbs}
        badge={<Status value={decision.state} tone={tone} label={words} />}
        line={[
          `${decision.kind === 'signoff' ? 'Sign-off' : 'Decision'}, ${typeWords(decision.type)}`,
          `opened by ${decision.opened_by} on ${dayText(decision.opened_day)}`,
          decision.texts.length > 1 && `text ${decision.text.no} of ${dayText(dayOf(decision.text.at))}`,
          decision.audience === 'restricted' && 'seen by those who take part',
        ]}
        acts={[
          can('mark_read') && {
            title: 'I have read it',
            busy: read.isPending,
            onClick: () => read.mutate({ id: decision.id, text_no: decision.text.no }),
            shown: true,
          },
          can('rewrite') && { title: 'Change the text', onClick: () => setAct('rewrite') },
          can('ask_again') && { title: 'Ask everybody again', onClick: () => setAct('ask_again') },
          can('estimate') && { title: 'Add an estimate', onClick: () => setAct('estimate') },
          { title: 'Download as Markdown', href: fileHref(decisionsRecord, { id: decision.id }), download: true },
          holds(decision, today) &&
            may('decisions.write') && { title: 'Replace it', href: `/decisions/decisions/new?replaces=${decision.id}` },
          can('reverse') && { title: 'Reverse it', onClick: () => setAct('reverse'), danger: true },
          can('withdraw') && { title: 'Withdraw it', onClick: () => setAct('withdraw'), danger: true },
        ]}
        figures={figuresOf(decision, today, metric.data)}
        next={nextOf(decision, today, setAct)}
        tabs={[{ id: 'decision', title: 'Decision', body: <Body decision={decision} /> }]}
        rail={[
          {
            id: 'comments',
            title: 'Comments',
            body: <Comments of={{ kind: 'decision', id: decision.id, title: decision.issue }} writes={may('house.comment')} />,
          },
          ...(history.data ? [{ id: 'history', title: 'History', body: <History entries={history.data.items} /> }] : []),
        ]}
      />
      {act && <Dialogs decision={decision} act={act} onClose={close} />}
    </>
  )
}

/** It was accepted and has not ended. */
function holds({ outcome, decided_day, ended_on }: Decision, today: string): boolean {
  return decided_day !== null && (outcome === 'accept' || outcome === 'accept_changed') && (ended_on === null || ended_on > today)
}

function figuresOf(decision: Decision, today: string, metric: { label: string; unit: string } | undefined) {
  const open = decision.state === 'collecting' || decision.state === 'ready'
  const objecting = objectingTo(decision)
  return [
    open
      ? { label: `${decision.decider.name} decides by`, value: dayText(decision.need_by), note: dueText(decision.need_by, today) }
      : {
          label: outcomeWords[decision.outcome ?? ''] ?? 'Not decided',
          value: decision.decided_day ? dayText(decision.decided_day) : '–',
          note: decision.ended_on
            ? `${decision.state === 'reversed' ? 'reversed' : 'replaced'} ${dayText(decision.ended_on)}`
            : decision.decided_by
              ? `by ${decision.decided_by}`
              : 'withdrawn before',
        },
    decision.asked > 0 && {
      label: 'Have answered',
      value: String(decision.answered),
      of: `of ${decision.asked}`,
      note: 'on the text of now',
    },
    decision.objections > 0 && {
      label: decision.objections === 1 ? 'Objection' : 'Objections',
      value: String(decision.objections),
      note: namesText(objecting),
    },
    expectedFigure(decision, today, metric),
  ]
}

function Body({ decision }: { decision: Decision }) {
  const { text, effects } = decision
  return (
    <>
      {decision.ended_on && (
        <Note tone="warn" title={`${decision.state === 'reversed' ? 'Reversed' : 'Replaced'} on ${dayText(decision.ended_on)}`}>
          {decision.ended_reason}
        </Note>
      )}
      {decision.outcome_text && (
        <Section
          title="What was decided"
          id="outcome"
          note={decision.ended_on ? 'no longer in force' : decision.decided_for ? `in the place of ${decision.decided_for}` : undefined}
          plain
        >
          <p className="proposal">{decision.ended_on ? <del>{decision.outcome_text}</del> : decision.outcome_text}</p>
          {decision.rationale && <p className="proposal faint">{decision.rationale}</p>}
        </Section>
      )}
      <Texts decision={decision} />
      {text.options.length > 0 && (
        <Section title="Options" plain>
          <div className="options">
            {text.options.map((option) => (
              <div key={option.title} className="option" data-proposed={option.proposed || undefined}>
                <strong>{option.title}</strong>
                {option.proposed && <small> Proposed</small>}
                <ul>
                  {option.pros.map((pro) => (
                    <li key={pro}>
                      <span aria-hidden>+</span>
                      <span className="unseen">For it: </span>
                      {pro}
                    </li>
                  ))}
                  {option.cons.map((con) => (
                    <li key={con} className="faint">
                      <span aria-hidden>−</span>
                      <span className="unseen">Against it: </span>
                      {con}
                    </li>
                  ))}
                </ul>
                {option.consequence && <p className="faint">{option.consequence}</p>}
              </div>
            ))}
          </div>
        </Section>
      )}
      <Answers decision={decision} />
      <Actions decision={decision} />
      {effects.length > 0 && decision.outcome !== 'reject' && decision.state !== 'withdrawn' && (
        <Section title={decision.ended_on ? 'What it changed' : decision.decided_day ? 'What it changes' : 'What it would change'} plain>
          <Facts
            facts={effects.map(({ kind, about, value, from_day, until_day }) => ({
              label: about,
              value: `${effectWords[kind]}${value ? ` ${value}` : ''}, from ${dayText(from_day)}${until_day ? ` until ${dayText(until_day)}` : ''}`,
            }))}
          />
        </Section>
      )}
      <Fold title="Facts" note={decision.number}>
        <Facts columns={2} facts={factsOf(decision)} />
      </Fold>
      <Fold title="Proof" note="texts and answers">
        <Proof decision={decision} />
      </Fold>
    </>
  )
}

const effectWords = { stop: 'Stopped', cap: 'At most', target: 'Aim:', owner: 'Owned by' } as const

function factsOf(decision: Decision) {
  const refs = [
    decision.supersedes && {
      label: 'Takes the place of',
      value: <Link href={`/decisions/decisions/${decision.supersedes.id}`}>{decision.supersedes.issue}</Link>,
    },
    decision.superseded_by && {
      label: 'Replaced by',
      value: <Link href={`/decisions/decisions/${decision.superseded_by.id}`}>{decision.superseded_by.issue}</Link>,
    },
  ]
  const about = decision.text.subjects.map((one) => ({
    label: 'Is about',
    value: (
      <>
        <Link href={one.href}>{one.title}</Link> {one.stale && <Status value="stale" tone="warn" label="another version stands now" />}
      </>
    ),
  }))
  return [
    { label: 'Number', value: decision.number },
    { label: 'How', value: { written: 'In writing', meeting: 'In a meeting', data_review: 'On figures' }[decision.method] },
    decision.round > 1 && { label: 'Asked', value: `${decision.round} times` },
    decision.a_reason && { label: 'Why somebody must agree', value: decision.a_reason },
    decision.informed.length > 0 && {
      label: 'Is told',
      value: `${decision.informed.map(({ name }) => name).join(', ')}; ${decision.informed.filter(({ read_no }) => read_no === decision.text.no).length} have read the text of now`,
    },
    decision.review_on && { label: 'Looked back at on', value: dayText(decision.review_on) },
    decision.review && {
      label: 'Looking back',
      value: decision.review.note ?? { keep: 'Kept', change: 'To be changed', reverse: 'Reversed' }[decision.review.result] ?? '',
    },
    decision.made_in && { label: 'Taken in', value: <Link href={decision.made_in.href}>{decision.made_in.title}</Link> },
    decision.ended_on && { label: 'Ended', value: `${dayText(decision.ended_on)}: ${decision.ended_reason ?? ''}` },
    ...refs,
    ...about,
  ].filter((one) => one !== null && one !== false && one !== '')
}

function Proof({ decision }: { decision: Decision }) {
  return (
    <>
      {decision.texts.map((one) => (
        <p key={one.no} className="mono faint">
          text {one.no} · {one.by} · {one.hash}
        </p>
      ))}
      {decision.answers.map((one) => (
        <p key={one.id} className="faint">
          {dayText(dayOf(one.at))} · {one.by}
          {one.for ? ` for ${one.for}` : ''} · {one.stance.replaceAll('_', ' ')} on text {one.text_no}, round {one.round}
          {one.text ? `: ${one.text}` : ''}
        </p>
      ))}
    </>
  )
}
