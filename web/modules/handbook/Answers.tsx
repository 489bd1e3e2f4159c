import './answers.css'
import { useRef, useState } from 'react'
import { dayText, PersonPick, Select, TextInput } from '../../kit/index.ts'
import { useKept } from '../../kit/form/useKept.ts'
import type { Run, RunStep } from './words.ts'

type Ask = RunStep['asks'][number]

/** What was typed for the questions of a step, kept in this browser until the step is done. */
export function useAnswers(run: Run, step: RunStep) {
  const before = Object.fromEntries(step.answers.map(({ name, value }) => [name, value]))
  const kept = useKept<Record<string, string>>(`answers:${run.id}:${step.key}`, before)
  const [missing, setMissing] = useState<string>()
  const first = useRef<HTMLDivElement>(null)
  const given = Object.fromEntries(Object.entries(kept.value).filter(([, value]) => value.trim() !== ''))
  const fit = () => {
    const open = step.asks.find(({ name, optional }) => !optional && given[name] === undefined)
    setMissing(open?.name)
    if (open) first.current?.querySelector<HTMLElement>(`[data-ask="${CSS.escape(open.name)}"] input`)?.focus()
    return open === undefined
  }
  return {
    given,
    missing,
    first,
    fit,
    drop: kept.drop,
    value: kept.value,
    keep: (name: string, text: string) => kept.keep({ ...kept.value, [name]: text }),
  }
}

/** The questions of the step that is open. */
export function Answers({ asks, answers }: { asks: readonly Ask[]; answers: ReturnType<typeof useAnswers> }) {
  if (asks.length === 0) return null
  return (
    <div className="answers" ref={answers.first}>
      {asks.map((ask) => (
        <div key={ask.name} data-ask={ask.name}>
          <One
            ask={ask}
            value={answers.value[ask.name] ?? ''}
            error={answers.missing === ask.name ? 'This is needed before the step is done.' : undefined}
            onChange={(text) => answers.keep(ask.name, text)}
          />
        </div>
      ))}
    </div>
  )
}

type OneProps = { ask: Ask; value: string; error: string | undefined; onChange: (text: string) => void }

function One({ ask, value, error, onChange }: OneProps) {
  const label = ask.name.slice(0, 1).toUpperCase() + ask.name.slice(1)
  const look = { label, error, withAsterisk: !ask.optional }
  if (ask.kind === 'choice' || ask.kind === 'yes/no') {
    const options = ask.kind === 'choice' ? ask.choices.map((one) => ({ value: one, label: one })) : yesOrNo
    return (
      <Select
        {...look}
        data={options}
        value={value === '' ? null : value}
        onChange={(next) => onChange(next ?? '')}
        clearable={ask.optional}
      />
    )
  }
  if (ask.kind === 'person')
    return (
      <>
        <PersonPick label={label} value={value === '' ? null : value} onPick={(id) => onChange(id ?? '')} />
        {error && <p className="answers-error">{error}</p>}
      </>
    )
  const decimal = ask.kind === 'number' || ask.kind === 'money'
  return (
    <TextInput
      {...look}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(ask.kind === 'day' ? { type: 'date' } : { maxLength: 500 })}
      {...(decimal ? { inputMode: 'decimal' as const } : {})}
      {...(ask.kind === 'money' ? { description: ask.currency ? `In ${ask.currency}, such as 1,250.50` : 'Such as 1,250.50' } : {})}
    />
  )
}

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** What a step was answered. */
export function Answered({ asks, answers }: Pick<RunStep, 'asks' | 'answers'>) {
  if (answers.length === 0) return null
  const words = answers.map(({ name, value, shown }) => {
    const ask = asks.find((one) => one.name === name)
    return `${name}: ${ask ? shownOf(ask, value, shown) : shown}`
  })
  return <p className="faint">{words.join(' · ')}</p>
}

function shownOf({ kind, currency }: Ask, value: string, shown: string): string {
  if (kind === 'day') return dayText(value)
  return kind === 'money' && currency ? `${shown} ${currency}` : shown
}
