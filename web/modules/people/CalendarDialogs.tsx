import { type FormEvent, type ReactNode, useState } from 'react'
import { calendarChange, type calendarRead } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Modal, Row, TextInput, toast } from '../../kit/index.ts'

export type Calendar = AskOutput<typeof calendarRead>
type DialogProps = { calendar: Calendar; onClose: () => void }
type Hours = Calendar['weekly'][number]
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function useSave(calendar: Calendar, onClose: () => void) {
  const save = useTell(calendarChange, {
    onDone: () => {
      onClose()
      toast('Saved')
    },
  })
  const fixed = { key: calendar.key, if_match: calendar.version }
  return { busy: save.isPending, save: (change: Partial<Calendar>) => save.mutate({ ...fixed, ...change }) }
}

export function HolidayDialog({ calendar, onClose }: DialogProps) {
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const { busy, save } = useSave(calendar, onClose)
  const holidays = [...calendar.holidays.filter((one) => one.date !== date), { date, name }]
  return (
    <Ask title="Add a holiday" busy={busy} onClose={onClose} onSubmit={() => save({ holidays })}>
      <TextInput label="Day" type="date" required value={date} onChange={(event) => setDate(event.currentTarget.value)} data-autofocus />
      <TextInput label="Name" required maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </Ask>
  )
}

export function ClosureDialog({ calendar, onClose }: DialogProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { busy, save } = useSave(calendar, onClose)
  return (
    <Ask
      title="Add a closure"
      busy={busy}
      onClose={onClose}
      onSubmit={() => save({ closures: [...calendar.closures.filter((one) => one.from !== from), { from, to }] })}
    >
      <TextInput
        label="First day"
        type="date"
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput label="Last day" type="date" required min={from} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
    </Ask>
  )
}

/** Open hours as people write them: "09:00-12:00, 13:00-17:00"; nothing for a closed day. */
export function HoursDialog({ calendar, onClose }: DialogProps) {
  const [lines, setLines] = useState(weekdays.map((_name, at) => textOf(calendar.weekly, at + 1)))
  const { busy, save } = useSave(calendar, onClose)
  const wrong = lines.map((line) => line.trim() !== '' && hoursOf(line, 1) === undefined)
  const weekly = lines.flatMap((line, at) => hoursOf(line, at + 1) ?? [])
  return (
    <Ask title="Change the hours" busy={busy} onClose={onClose} onSubmit={() => !wrong.includes(true) && save({ weekly })}>
      {weekdays.map((name, at) => (
        <TextInput
          key={name}
          label={name}
          placeholder="closed"
          value={lines[at] ?? ''}
          error={wrong[at] ? 'Hours look like 09:00-12:00, 13:00-17:00.' : undefined}
          onChange={(event) => setLines(lines.with(at, event.currentTarget.value))}
        />
      ))}
    </Ask>
  )
}

function textOf(weekly: readonly Hours[], weekday: number): string {
  const of = weekly.filter((hours) => hours.weekday === weekday)
  return of.map((hours) => `${hours.from}-${hours.to}`).join(', ')
}

function hoursOf(line: string, weekday: number): Hours[] | undefined {
  const runs = line
    .split(',')
    .map((run) => /^\s*(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)\s*$/.exec(run))
    .map((found) => found && { weekday, from: found[1] ?? '', to: found[2] ?? '' })
  if (line.trim() === '') return []
  return runs.every((run) => run !== null) ? runs : undefined
}

type AskProps = { title: string; busy: boolean; onClose: () => void; onSubmit: () => void; children: ReactNode }
function Ask({ title, busy, onClose, onSubmit, children }: AskProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Modal opened onClose={onClose} title={title}>
      <form className="form" onSubmit={submit}>
        {children}
        <Row>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </Row>
      </form>
    </Modal>
  )
}
