import './series.css'
import { IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { history as historyOf } from '../../../server/doors/contract.ts'
import { seriesEnd, seriesGet, seriesGiveReason } from '../../../server/modules/cadence/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  dayText,
  Facts,
  Fold,
  Form,
  History,
  instantText,
  Link,
  Modal,
  MoreMenu,
  NextAct,
  Note,
  Record,
  RecordOf,
  Section,
  Status,
  TextField,
  useParam,
  dayOf,
} from '../../kit/index.ts'
import { ChangeSeries } from './ChangeSeries.tsx'
import { CancelDate, MoveDate } from './DateDialogs.tsx'
import { KeepScorecard } from './KeepScorecard.tsx'
import { LookBack } from './LookBack.tsx'
import { crumbs, hoursOf, hourText, type Series, shareText, stateOf } from './words.ts'

/** A series: why it is held, who belongs to it, its dates, and what its last year came to. */
export default function SeriesPage() {
  const asked = useAsk(seriesGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Series" crumbs={crumbs}>
      {(series) => <Sheet series={series} />}
    </RecordOf>
  )
}

type Dialog = 'change' | 'scorecard' | 'end' | 'reason' | { move: Series['ahead'][number] } | { cancel: Series['ahead'][number] }

function Sheet({ series }: { series: Series }) {
  const [dialog, setDialog] = useState<Dialog>()
  const may = useMay()
  const history = useAsk(historyOf, { kind: 'series', id: series.id }, { enabled: may('house.history') })
  const can = (name: string) => series.may.includes(`cadence.series.${name}`)
  const close = () => setDialog(undefined)
  return (
    <>
      <Record
        title={series.title}
        icon={<IconUsersGroup size={22} stroke={1.75} />}
        crumbs={crumbs}
        {...(series.state === 'ended' ? { badge: <Status value="ended" tone="calm" /> } : {})}
        line={[
          series.rhythm,
          `${series.minutes} minutes`,
          `${series.chair.name} leads`,
          series.leadership && 'may change plans in force',
          series.audience === 'restricted' && 'seen by those who belong to it',
        ]}
        acts={[
          { title: 'All its dates', href: `/cadence/meetings?view=all&q=${encodeURIComponent(series.title)}`, shown: true },
          can('change') && { title: 'Change', onClick: () => setDialog('change'), shown: true },
          can('keep_scorecard') && { title: 'Choose the scorecard', onClick: () => setDialog('scorecard') },
          can('end') && { title: 'End the series', onClick: () => setDialog('end'), danger: true },
        ]}
        figures={figuresOf(series)}
        next={nextOf(series, can('give_reason'), () => setDialog('reason'))}
        tabs={[
          { id: 'dates', title: 'Dates', body: <Body series={series} onDialog={setDialog} /> },
          ...(series.scorecard.length > 0 ? [{ id: 'scorecard', title: 'Scorecard', body: <LookBack series={series.id} /> }] : []),
        ]}
        rail={history.data ? [{ id: 'history', title: 'History', body: <History entries={history.data.items} /> }] : []}
      />
      {dialog === 'change' && <ChangeSeries series={series} onClose={close} />}
      {dialog === 'scorecard' && <KeepScorecard series={series} onClose={close} />}
      {dialog === 'end' && <End series={series} onClose={close} />}
      {dialog === 'reason' && <Reason series={series} onClose={close} />}
      {typeof dialog === 'object' && 'move' in dialog && <MoveDate meeting={dialog.move} zone={series.zone} onClose={close} />}
      {typeof dialog === 'object' && 'cancel' in dialog && <CancelDate meeting={dialog.cancel} onClose={close} />}
    </>
  )
}

function DateLink({ id, day, startsAt, zone }: { id: string; day: string; startsAt: string; zone: string }) {
  const { hour, note } = hoursOf(startsAt, zone)
  return (
    <span className="sr-when">
      <Link href={`/cadence/meetings/${id}`}>
        {dayText(day, 'long')}, {hour}
      </Link>
      {note && <span className="faint">{note}</span>}
    </span>
  )
}

function figuresOf({ ahead, next_at, next_id, next_state, zone, numbers, people }: Series) {
  const now = next_state === 'in_progress'
  const held = numbers.closed > 0
  return [
    next_at !== null &&
      next_id !== null && {
        label: now ? 'Now' : 'Next',
        value: now ? 'Under way' : dayText(ahead[0]?.day ?? dayOf(next_at)),
        note: `${now ? 'since ' : ''}${hourText(next_at, zone)}, ${people} people`,
      },
    held && { label: 'Time used', value: shareText(numbers.used_share), note: `${numbers.closed} held in twelve months` },
    held && { label: 'Person-hours', value: String(Number(numbers.person_hours)), note: 'last twelve months' },
    numbers.actions_due > 0 && {
      label: 'Actions in time',
      value: shareText(numbers.actions_share),
      note: `${numbers.actions_in_time} of ${numbers.actions_due}`,
    },
  ]
}

function nextOf({ reason_asked, suggestion }: Series, mayGive: boolean, onReason: () => void) {
  if (reason_asked && mayGive) {
    return (
      <NextAct
        what={`Say why it takes more than 30 minutes in ${reason_asked.quarter}`}
        why="Without a reason the next one is planned at 30."
        by={dayText(reason_asked.from, 'long')}
        act="Give the reason"
        onAct={onReason}
      />
    )
  }
  return suggestion && <Note title={suggestion.says}>{suggestion.or}</Note>
}

function Body({ series, onDialog }: { series: Series; onDialog: (what: Dialog) => void }) {
  const { ahead, may, zone, template, members, participants, scorecard } = series
  const moves = may.includes('cadence.meetings.move') || may.includes('cadence.series.change')
  return (
    <>
      <p className="proposal">{series.purpose}</p>
      {series.countdown && (
        <Section title="Next year’s plan" note={series.countdown.says} plain>
          <ol className="sr-agenda">
            {series.countdown.steps.map(({ title, on }) => (
              <li key={title}>
                <span>{title}</span>
                <span className="faint num">{dayText(on, 'long')}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section
        title="Dates ahead"
        note={series.ended_on ? `Ended on ${dayText(series.ended_on, 'long')}: ${series.ended_reason ?? ''}` : undefined}
        plain
      >
        {ahead.length === 0 ? (
          <p className="faint">No date is planned.</p>
        ) : (
          <ul className="sr-dates">
            {ahead.map((date) => (
              <li key={date.id}>
                <DateLink id={date.id} day={date.day} startsAt={date.starts_at} zone={zone} />
                <span className="faint num">{date.minutes} min</span>
                <span className="faint">{date.items > 0 ? `${date.items} on its agenda` : ''}</span>
                <span>
                  {date.moved ? (
                    <Status value="moved" tone="warn" label="Moved" />
                  ) : (
                    <Status value={date.state} tone={stateOf(date.state).tone} label={stateOf(date.state).words} />
                  )}
                </span>
                {moves && date.state !== 'in_progress' && (
                  <MoreMenu
                    label={`More for ${dayText(date.day, 'long')}`}
                    acts={[
                      { title: 'Move this date', onClick: () => onDialog({ move: date }) },
                      { title: 'Cancel this date', onClick: () => onDialog({ cancel: date }), danger: true },
                    ]}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Agenda" plain>
        {template.length === 0 ? (
          <p className="faint">It has no parts: what is raised is talked about.</p>
        ) : (
          <ol className="sr-agenda">
            {template.map((part) => (
              <li key={part.title}>
                <span>{part.title}</span>
                <span className="faint num">{part.minutes} min</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      {scorecard.length > 0 && (
        <Section title="Scorecard" note={`looks ${series.weeks} weeks back`} plain>
          <ul className="sr-agenda">
            {scorecard.map((row) => (
              <li key={row.id}>
                <span>{row.title}</span>
                <span className="faint">{row.owner.name}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Who belongs to it" plain>
        <p>{participants.map(({ name }) => name).join(', ')}</p>
        {members.some(({ kind }) => kind === 'group') && (
          <p className="faint">
            Through{' '}
            {members
              .filter(({ kind }) => kind === 'group')
              .map(({ name }) => name)
              .join(', ')}
          </p>
        )}
      </Section>
      <Fold title="Facts" note="rule, zone, closed days">
        <Facts
          columns={2}
          facts={[
            { label: 'Rule', value: <span className="mono">{series.rule}</span> },
            { label: 'Zone', value: zone },
            { label: 'Begins', value: `${dayText(series.start_day, 'long')}, ${series.start_time}` },
            {
              label: 'On a closed day',
              value: { keep: 'It stays', skip: 'It is left out', next: 'The next working day', previous: 'The working day before' }[
                series.closed_day
              ],
            },
            { label: 'Agenda opens', value: series.prework_days === 0 ? 'On the day' : `${series.prework_days} working days before` },
            series.reason_over_30 !== null && { label: 'Why more than 30 minutes', value: series.reason_over_30 },
            series.vice_chair !== null && { label: 'Leads in their place', value: series.vice_chair.name },
            series.scribe !== null && { label: 'Writes', value: series.scribe.name },
            { label: 'Next', value: series.next_at ? instantText(series.next_at) : 'No date' },
          ]}
        />
      </Fold>
    </>
  )
}

function End({ series, onClose }: { series: Series; onClose: () => void }) {
  const today = useSession().data?.today ?? ''
  const begun = series.ahead.filter(({ day, state }) => state !== 'in_progress' && day >= today).length
  return (
    <Modal opened onClose={onClose} title="End the series?">
      <Form operation={seriesEnd} fixed={{ id: series.id }} submit="End it" danger unguarded onCancel={onClose} onDone={onClose}>
        <TextField
          name="reason"
          label="Why"
          autoFocus
          hint={begun > 0 ? 'Its dates that have not begun are cancelled, and whoever belongs to it is told.' : 'No date is ahead.'}
        />
      </Form>
    </Modal>
  )
}

function Reason({ series, onClose }: { series: Series; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Why ${series.minutes} minutes?`}>
      <Form operation={seriesGiveReason} fixed={{ id: series.id }} submit="Give the reason" unguarded onCancel={onClose} onDone={onClose}>
        <TextField name="reason" label="What is not done in 30" autoFocus />
      </Form>
    </Modal>
  )
}
