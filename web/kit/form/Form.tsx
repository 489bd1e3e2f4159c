import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, type AskOutput, ask, Problem as Refused, proven } from '../../ask.ts'
import { Button } from '../controls.tsx'
import { Problem } from '../feedback.tsx'
import { withDays } from '../days.ts'
import { titleOf } from '../format.ts'
import { Kbd } from '../text.tsx'
import { Conflict } from './Conflict.tsx'
import { type FormState, Held } from './held.ts'
import { clashesOf, changedOf, mergeOf } from './merge.ts'
import { UnsavedGuard } from './UnsavedGuard.tsx'
import { useInDialog } from './useInDialog.ts'
import { useDraft } from './useDraft.ts'
import { emptied, type Errors, errorsOf, filled, put, type Values } from './values.ts'

type FormProps<T extends Operation> = {
  operation: T
  /** values at first; fields not drawn are sent as they are. What is read anew meanwhile is the other side of a conflict. */
  initial?: Partial<AskInput<T>>
  /** values that are always sent and never edited here, such as `id` and `if_match` */
  fixed?: Partial<AskInput<T>>
  /** the button's words: a verb */
  submit: string
  onDone: (answer: AskOutput<T>) => void
  onCancel?: () => void
  onValues?: (values: Partial<AskInput<T>>) => void
  /** questions that are stale afterwards; without it all are */
  stale?: Operation[]
  /** who saved last, for a conflict */
  lastBy?: string | undefined
  danger?: boolean
  /** it cannot be sent yet: the form shows why */
  held?: boolean
  /** no guard against leaving, for dialogs: what was typed is kept all the same */
  unguarded?: boolean
  full?: boolean
  children: ReactNode
}

/**
 * A form that carries out one operation: errors come from the operation's own schema, in place; Mod+Enter submits; what was typed outlives
 * a reload; a stale edit shows both texts; a retry after a lost answer sends the same key, so that it counts once.
 */
export function Form<T extends Operation>(props: FormProps<T>) {
  const { operation, onDone } = props
  const cache = useQueryClient()
  const initial: Values = { ...(props.initial ?? {}) }
  const fixed: Values = { ...(props.fixed ?? {}) }
  const draft = useDraft(operation.name, fixed)
  const [values, setValues] = useState<Values>(() => draft.found?.values ?? initial)
  /** what the edit began on, and its version: a newer one must not be overwritten unseen */
  const [begun, setBegun] = useState(() => ({
    values: draft.found?.before ?? initial,
    version: draft.found ? draft.found.version : fixed['if_match'],
  }))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const key = useRef(crypto.randomUUID())
  const dirty = useRef(draft.found !== undefined)
  const labels = useRef(new Map<string, string>())
  const [names, setNames] = useState<Record<string, string>>(draft.found?.names ?? {})
  const form = useRef<HTMLFormElement>(null)
  const errors: Errors = errorsOf(operation.input, { ...values, ...fixed })
  const stale = refusal instanceof Refused && refusal.status === 412
  const told: Errors = refusal instanceof Refused && !stale ? toldErrors(refusal) : {}

  const begin = (next: Values) => {
    setBegun({ values: initial, version: fixed['if_match'] })
    setValues(next)
    setRefusal(undefined)
    dirty.current = changedOf(initial, next)
    draft.drop()
  }

  const send = async (sent: Values = values, from = begun) => {
    if (props.held) return
    setTried(true)
    const wrong = errorsOf(operation.input, { ...sent, ...fixed })
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setBusy(true)
    setRefusal(undefined)
    try {
      const match = from.version === undefined ? {} : { if_match: from.version }
      const input = { ...filled(sent), ...emptied(operation.input, from.values, sent), ...fixed, ...match } as AskInput<T>
      const answer = await proven(() => ask(operation, input, { key: key.current }))
      dirty.current = false
      draft.drop()
      key.current = crypto.randomUUID()
      await Promise.all(props.stale?.map((one) => cache.invalidateQueries({ queryKey: [one.name] })) ?? [cache.invalidateQueries()])
      onDone(answer)
    } catch (thrown) {
      // what stands there now is read, so that both can be shown
      if (thrown instanceof Refused && thrown.status === 412) {
        key.current = crypto.randomUUID()
        await cache.invalidateQueries()
      }
      setRefusal(thrown)
    } finally {
      setBusy(false)
    }
  }

  const keepMine = () => {
    const merged = mergeOf(begun.values, values, initial)
    begin(merged)
    void send(merged, { values: initial, version: fixed['if_match'] })
  }

  // a page that was read anew shows what is new, unless somebody is writing
  const fresh = JSON.stringify([initial, fixed['if_match']])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read says when
  useEffect(() => {
    if (!dirty.current) begin(initial)
  }, [fresh])

  const isLeft = (name: string) => tried || touched.has(name)
  const state: FormState = {
    schema: operation.input,
    values,
    busy,
    error: (name) => (told[name] === undefined ? undefined : withDays(told[name])) ?? (isLeft(name) ? errors[name] : undefined),
    isLeft,
    set: (name, value) => {
      dirty.current = true
      key.current = crypto.randomUUID()
      if (!stale) setRefusal(undefined)
      setValues((held) => {
        const next = put(held, name, value)
        draft.keep({ values: next, before: begun.values, names, ...(begun.version === undefined ? {} : { version: begun.version }) })
        return next
      })
    },
    touch: (name) => setTouched((held) => (held.has(name) ? held : new Set([...held, name]))),
    know: (name, label, secret = false) => {
      labels.current.set(name, label)
      if (secret) draft.never(name)
    },
    names,
    nameIt: (value, name) => setNames((held) => ({ ...held, [value]: name })),
  }

  useInDialog(form, () => !busy && void send())

  const { onValues } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listener hears of values, not of its own renewal
  useEffect(() => {
    onValues?.(values as Partial<AskInput<T>>)
  }, [values])

  const labelOf = (name: string) => labels.current.get(name) ?? titleOf(name.split('.').at(-1) ?? name)
  const isShown = (name: string) => form.current?.querySelector(`[name="${CSS.escape(name)}"]`) != null
  // a value without a field of its own, such as the whole list of actions, says its refusal below all fields
  const missed = Object.keys(told).some((name) => !labels.current.has(name) && !isShown(name))
  const unseen = tried ? Object.entries(errors).filter(([name]) => !isShown(name)) : []
  return (
    <Held value={state}>
      <form
        ref={form}
        className="form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          event.stopPropagation()
          if (!busy) void send()
        }}
        // before a field takes it: a choice would open its list
        onKeyDownCapture={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          event.stopPropagation()
          if (!busy) void send()
        }}
      >
        {!props.unguarded && <UnsavedGuard dirty={dirty} />}
        {draft.found !== undefined && dirty.current && (
          <p className="form-draft" role="status">
            What you typed before is back.{' '}
            <button type="button" className="linkish" onClick={() => begin(initial)}>
              Start again
            </button>
          </p>
        )}
        {props.children}
        {refusal !== undefined && !stale && (missed || Object.keys(told).length === 0) && <Problem error={refusal} />}
        {stale && (
          <Conflict
            clashes={clashesOf(begun.values, values, initial)}
            by={props.lastBy}
            labelOf={labelOf}
            names={names}
            onMine={keepMine}
            onTheirs={() => begin(initial)}
            onBoth={() => begin(mergeOf(begun.values, values, initial))}
          />
        )}
        {unseen.length > 0 && (
          <Problem title="Something is missing" error={new Error(unseen.map(([name, text]) => `${labelOf(name)}: ${text}`).join(' '))} />
        )}
        {!stale && (
          <div className="form-actions" data-full={props.full || undefined}>
            <Button
              type="submit"
              loading={busy}
              danger={props.danger ?? false}
              disabled={props.held ?? false}
              fullWidth={props.full ?? false}
              size={props.full ? 'md' : 'sm'}
              {...(props.full ? {} : { rightSection: <Keys /> })}
            >
              {props.submit}
            </Button>
            {props.onCancel && (
              <Button
                variant="subtle"
                onClick={() => {
                  draft.drop()
                  props.onCancel?.()
                }}
              >
                Cancel
              </Button>
            )}
          </div>
        )}
      </form>
    </Held>
  )
}

function Keys() {
  return (
    <span className="form-keys" aria-hidden>
      <Kbd keys="Mod+Enter" />
    </span>
  )
}

function toldErrors(refusal: Refused): Errors {
  const errors: Errors = {}
  for (const one of refusal.unmet) if (one.path) errors[one.path.replace(/^\//, '').replaceAll('/', '.')] ??= one.text
  return errors
}
