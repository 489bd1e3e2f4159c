import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Problem as Refused } from '../ask.ts'
import { Button } from '../kit/controls.tsx'
import { Problem } from '../kit/feedback.tsx'

type Field = {
  name: string
  label: string
  /** what is said where nothing, or nothing that fits, was entered */
  missing: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  digits?: boolean
}
type Values = Readonly<Record<string, string>>

/**
 * The form of the first page that anybody meets: a line or two and a button. It does without the library of shapes and of fields, which
 * weigh more than the page; whoever is let in loads them when a form asks.
 */
export function DoorForm(props: { fields: Field[]; submit: string; onSend: (values: Values) => Promise<void>; children?: ReactNode }) {
  const { fields, submit, onSend, children } = props
  const [values, setValues] = useState<Values>({})
  const [wrong, setWrong] = useState<Values>({})
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const stop = (found: Values) => {
    setWrong(found)
    const first = fields.find(({ name }) => found[name])
    if (first) form.current?.querySelector<HTMLInputElement>(`[name="${first.name}"]`)?.focus()
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setProblem(undefined)
    const lacking = fields.filter((field) => !fits(field, values[field.name] ?? ''))
    stop(Object.fromEntries(lacking.map(({ name, missing }) => [name, missing])))
    if (lacking.length > 0) return
    setBusy(true)
    try {
      await onSend(values)
    } catch (error) {
      const told =
        error instanceof Refused
          ? error.unmet.flatMap(({ path, text }) => (path && fields.some(({ name }) => name === path) ? [[path, text]] : []))
          : []
      if (told.length > 0) stop(Object.fromEntries(told) as Values)
      else setProblem(error)
    }
    setBusy(false)
  }
  return (
    <form ref={form} className="door-form" noValidate onSubmit={(event) => void send(event)}>
      {fields.map((field, at) => (
        <Line
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          error={wrong[field.name]}
          first={at === 0}
          onValue={(value) => {
            setValues({ ...values, [field.name]: value })
            if (wrong[field.name]) setWrong({ ...wrong, [field.name]: '' })
          }}
        />
      ))}
      {children}
      {problem !== undefined && <Problem error={problem} />}
      <Button type="submit" loading={busy} fullWidth>
        {submit}
      </Button>
    </form>
  )
}

function fits({ type }: Field, value: string): boolean {
  return type === 'email' ? /^\s*[^\s@]+@[^\s@]+\s*$/.test(value) : value !== ''
}

type LineProps = { field: Field; value: string; error: string | undefined; first: boolean; onValue: (value: string) => void }

function Line({ field, value, error, first, onValue }: LineProps) {
  const id = useId()
  const [seen, setSeen] = useState(false)
  const secret = field.type === 'password'
  return (
    <div className="door-line">
      <label htmlFor={id}>{field.label}</label>
      <div className="door-input" data-wrong={error ? true : undefined}>
        <input
          id={id}
          name={field.name}
          type={secret && seen ? 'text' : (field.type ?? 'text')}
          autoComplete={field.autoComplete}
          {...(field.digits ? { inputMode: 'numeric' as const } : {})}
          spellCheck={false}
          autoCapitalize="none"
          // biome-ignore lint/a11y/noAutofocus: the page is this form
          autoFocus={first}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
          {...(error ? { 'aria-invalid': true as const, 'aria-describedby': `${id}-why` } : {})}
        />
        {secret && (
          <button type="button" className="linkish" aria-pressed={seen} aria-label="Show what is typed" onClick={() => setSeen(!seen)}>
            {seen ? 'Hide' : 'Show'}
          </button>
        )}
      </div>
      {error && (
        <p id={`${id}-why`} className="door-wrong">
          {error}
        </p>
      )}
    </div>
  )
}
