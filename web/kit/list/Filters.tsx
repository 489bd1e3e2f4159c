import { Button, UnstyledButton } from '@mantine/core'
import { Checkbox, Select, TextInput } from '../form/inputs.tsx'
import { NumberInput } from '../form/NumberInput.tsx'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Column } from '../../../server/kernel/list/list.ts'
import { type Condition, questionsOf } from '../../../server/kernel/list/where.ts'
import { dayAfter, todayHere } from '../days.ts'
import { countryOptions } from './countries.ts'
import { PersonPick } from './Pickers.tsx'
import { firstQuestion, type Question, questionWords } from './words.ts'

export type EditorProps = {
  name: string
  column: Column
  /** the operation takes one value a column, and no more */
  simple: boolean
  from?: Condition
  onDone: (condition: Condition) => void
}

/** What is asked of one column: the question, and what fits it. */
export default function FilterEditor({ name, column, simple, from, onDone }: EditorProps) {
  const known = simple ? (['is'] as Question[]) : questionsOf(column)
  const [question, setQuestion] = useState<Question>(from?.question ?? (simple ? 'is' : firstQuestion(column)))
  const [values, setValues] = useState<string[]>(from?.values ?? startOf(question))
  const needs = question !== 'empty' && question !== 'filled'
  const ready = !needs || (question === 'between' ? values.some(Boolean) : values.length > 0 && values.every(Boolean))
  const send = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (ready) onDone({ column: name, question, values: needs ? values : [] })
  }
  return (
    <form className="list-form" onSubmit={send} aria-label={`Filter by ${column.title}`}>
      {known.length > 1 && (
        <Select
          label={column.title}
          data={known.map((one) => ({ value: one, label: questionWords[one] }))}
          value={question}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => {
            const asked = known.find((one) => one === next)
            if (!asked) return
            const keeps = ['is', 'is_not'].includes(asked) && ['is', 'is_not'].includes(question)
            setQuestion(asked)
            if (!keeps) setValues(startOf(asked))
          }}
        />
      )}
      {needs && <Values column={column} question={question} values={values} simple={simple} onValues={setValues} />}
      <Button type="submit" disabled={!ready}>
        Filter
      </Button>
    </form>
  )
}

function startOf(question: Question): string[] {
  if (question === 'next') return ['90']
  if (question === 'last') return ['30']
  return question === 'between' ? ['', ''] : []
}

type ValuesProps = { column: Column; question: Question; values: string[]; simple: boolean; onValues: (values: string[]) => void }

function Values({ column, question, values, simple, onValues }: ValuesProps): ReactNode {
  const [first = '', second = ''] = values
  const { kind, title } = column
  if (question === 'next' || question === 'last') {
    return (
      <NumberInput
        label="Days"
        min={1}
        max={3650}
        allowDecimal={false}
        value={first}
        onChange={(next) => onValues([String(next)])}
        data-autofocus
      />
    )
  }
  if (kind === 'choice') {
    const options = Object.entries({ ...column.wider, ...column.choices })
    const toggle = (value: string, on: boolean) => {
      if (simple) return onValues(on ? [value] : [])
      onValues(options.map(([one]) => one).filter((one) => (one === value ? on : values.includes(one))))
    }
    return (
      <fieldset className="list-choices">
        <legend className="unseen">{title}</legend>
        {options.map(([value, label], at) => (
          <Checkbox
            key={value}
            label={label}
            checked={values.includes(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
            {...(at === 0 ? { 'data-autofocus': true } : {})}
          />
        ))}
      </fieldset>
    )
  }
  if (kind === 'yes') {
    return (
      <Select
        label={title}
        data={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        value={first || null}
        onChange={(next) => onValues(next ? [next] : [])}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
    )
  }
  if (kind === 'person') return <PersonPick label="Who" me value={first || null} onPick={(id) => onValues([id])} />
  if (kind === 'country') {
    return (
      <Select
        label="Country"
        searchable
        data={countryOptions()}
        value={first || null}
        onChange={(next) => onValues(next ? [next] : [])}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
    )
  }
  if (kind === 'day' || kind === 'instant') return <Days question={question} values={values} onValues={onValues} />
  if (kind === 'count' || kind === 'money' || kind === 'percent') {
    const number = (label: string, value: string, write: (next: string) => void, auto = false) => (
      <NumberInput
        label={label}
        value={value}
        onChange={(next) => write(String(next))}
        thousandSeparator=","
        {...(auto ? { 'data-autofocus': true } : {})}
      />
    )
    if (question !== 'between') return number('Value', first, (next) => onValues(next ? [next] : []), true)
    return (
      <div className="fields-2">
        {number('From', first, (next) => onValues([next, second]), true)}
        {number('To', second, (next) => onValues([first, next]))}
      </div>
    )
  }
  return (
    <TextInput label={title} maxLength={200} value={first} onChange={(event) => onValues([event.currentTarget.value])} data-autofocus />
  )
}

/** One day, or a span of days with the spans that people ask for. */
function Days({ question, values, onValues }: { question: Question; values: string[]; onValues: (values: string[]) => void }) {
  const [first = '', second = ''] = values
  const day = (label: string, value: string, write: (next: string) => void, auto = false) => (
    <TextInput
      type="date"
      label={label}
      value={value === 'today' ? todayHere() : value}
      onChange={(event) => write(event.currentTarget.value)}
      {...(auto ? { 'data-autofocus': true } : {})}
    />
  )
  if (question !== 'between') return day('Day', first, (next) => onValues(next ? [next] : []), true)
  return (
    <>
      <div className="list-spans">
        {spans(todayHere()).map(([label, from, to]) => (
          <UnstyledButton key={label} aria-pressed={first === from && second === to} onClick={() => onValues([from, to])}>
            {label}
          </UnstyledButton>
        ))}
      </div>
      <div className="fields-2">
        {day('From', first, (next) => onValues([next, second]), true)}
        {day('To', second, (next) => onValues([first, next]))}
      </div>
    </>
  )
}

function spans(today: string): [label: string, from: string, to: string][] {
  const month = `${today.slice(0, 7)}-01`
  const before = dayAfter(month, -1)
  const year = today.slice(0, 4)
  return [
    ['This month', month, dayAfter(`${dayAfter(month, 31).slice(0, 7)}-01`, -1)],
    ['Last month', `${before.slice(0, 7)}-01`, before],
    ['This year', `${year}-01-01`, `${year}-12-31`],
    ['Last 90 days', dayAfter(today, -90), today],
    ['Next 90 days', today, dayAfter(today, 90)],
  ]
}
