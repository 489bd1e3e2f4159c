import { useQueryClient } from '@tanstack/react-query'
import { createContext, type FormEvent, type KeyboardEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, type AskOutput, ask, Problem as Refused, proven } from '../../ask.ts'
import { Button } from '../controls.tsx'
import { Problem } from '../feedback.tsx'
import { Kbd } from '../text.tsx'
import { withDays } from '../days.ts'
import { at, emptied, type Errors, errorsOf, filled, put, type Values } from './values.ts'
import { UnsavedGuard } from './UnsavedGuard.tsx'

type FormState = {
  schema: z.ZodType
  values: Values
  error: (name: string) => string | undefined
  set: (name: string, value: unknown) => void
  touch: (name: string) => void
  busy: boolean
}

const Held = createContext<FormState | undefined>(undefined)

/** The form that a field stands in. */
export function useForm(): FormState {
  const held = useContext(Held)
  if (!held) throw new Error('A field stands outside a form.')
  return held
}

type FormProps<T extends Operation> = {
  operation: T
  /** values at first; fields not drawn are sent as they are */
  initial?: Partial<AskInput<T>>
  /** values that are always sent and never edited here, such as `id` and `if_match` */
  fixed?: Partial<AskInput<T>>
  /** the button's words */
  submit: string
  onDone: (answer: AskOutput<T>) => void
  onCancel?: () => void
  onValues?: (values: Partial<AskInput<T>>) => void
  /** questions that are stale afterwards; without it all are */
  stale?: Operation[]
  danger?: boolean
  /** no guard against leaving, for short dialogs and sign-in */
  unguarded?: boolean
  full?: boolean
  children: ReactNode
}

/**
 * A form that carries out one operation: errors come from the operation's own schema, in place; Mod+Enter submits;
 * leaving with unsaved changes asks first; a retry after a lost answer sends the same key, so that it counts once.
 */
export function Form<T extends Operation>(props: FormProps<T>) {
  const { operation, fixed, onDone } = props
  const cache = useQueryClient()
  const [values, setValues] = useState<Values>(() => ({ ...(props.initial ?? {}) }))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const key = useRef(crypto.randomUUID())
  const dirty = useRef(false)
  const before = useRef(values)
  const form = useRef<HTMLFormElement>(null)
  const errors: Errors = errorsOf(operation.input, { ...values, ...fixed })
  const told: Errors = refusal instanceof Refused ? toldErrors(refusal) : {}

  const send = async () => {
    setTried(true)
    if (Object.keys(errors).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setBusy(true)
    setRefusal(undefined)
    try {
      const input = { ...filled(values), ...emptied(operation.input, before.current, values), ...fixed } as AskInput<T>
      const answer = await proven(() => ask(operation, input, { key: key.current }))
      dirty.current = false
      key.current = crypto.randomUUID()
      await Promise.all(props.stale?.map((one) => cache.invalidateQueries({ queryKey: [one.name] })) ?? [cache.invalidateQueries()])
      onDone(answer)
    } catch (thrown) {
      setRefusal(thrown)
    } finally {
      setBusy(false)
    }
  }

  const state: FormState = {
    schema: operation.input,
    values,
    busy,
    error: (name) =>
      (told[name] === undefined ? undefined : withDays(told[name])) ?? (tried || touched.has(name) ? errors[name] : undefined),
    set: (name, value) => {
      dirty.current = true
      key.current = crypto.randomUUID()
      setRefusal(undefined)
      setValues((held) => put(held, name, value))
    },
    touch: (name) => setTouched((held) => (held.has(name) ? held : new Set([...held, name]))),
  }

  const { onValues } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listener hears of values, not of its own renewal
  useEffect(() => {
    onValues?.(values as Partial<AskInput<T>>)
  }, [values])

  const shown = Object.keys(told).filter((name) => at(values, name) !== undefined || form.current?.querySelector(`[name="${name}"]`))
  const unseen = tried ? Object.entries(errors).filter(([name]) => !form.current?.querySelector(`[name="${name}"]`)) : []
  return (
    <Held value={state}>
      <form
        ref={form}
        className="form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          event.stopPropagation()
          void send()
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          void send()
        }}
      >
        {!props.unguarded && <UnsavedGuard dirty={dirty} />}
        {props.children}
        {refusal !== undefined && shown.length === 0 && <Problem error={refusal} />}
        {unseen.length > 0 && <Problem error={new Error(unseen.map(([name, text]) => `${name}: ${text}`).join(' '))} />}
        <div className="form-actions" data-full={props.full || undefined}>
          <Button
            type="submit"
            loading={busy}
            danger={props.danger ?? false}
            fullWidth={props.full ?? false}
            size={props.full ? 'md' : 'sm'}
          >
            {props.submit}
          </Button>
          {props.onCancel && (
            <Button variant="default" onClick={props.onCancel}>
              Cancel
            </Button>
          )}
          {!props.full && (
            <span className="form-keys" aria-hidden>
              <Kbd keys="Mod+Enter" />
            </span>
          )}
        </div>
      </form>
    </Held>
  )
}

function toldErrors(refusal: Refused): Errors {
  const errors: Errors = {}
  for (const one of refusal.unmet) if (one.path) errors[one.path.replace(/^\//, '').replaceAll('/', '.')] ??= one.text
  return errors
}
