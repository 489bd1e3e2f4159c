import { Checkbox, PasswordInput, Select, Textarea, TextInput } from './inputs.tsx'
import { NumberInput } from './NumberInput.tsx'
import { IconAlertCircle } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { countText, placesOf, signsOfNumbers, titleOf } from '../format.ts'
import { useForm } from './held.ts'
import { at, isInstant, isNeeded, limitsOf, minorTyped, numberTyped } from './values.ts'

export type FieldProps = {
  /** the input's field, dotted for a nested one */
  name: string
  label?: string
  hint?: ReactNode
  placeholder?: string
  disabled?: boolean
  autoFocus?: boolean
  autoComplete?: string
  /** what somebody else knows to be wrong with what is typed; said once the field was left */
  wrong?: string | undefined
}

/** Errors and help stand below what they are about. */
/** What is said of a field stands below it, in every field alike. */
export const order: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description']

/** What is wrong with a field, in words, with a mark that is no colour. */
export function FieldError({ text }: { text: string }) {
  return (
    <span className="field-wrong">
      <IconAlertCircle size={14} aria-hidden />
      <span>{text}</span>
    </span>
  )
}

function useField({ name, label, hint, placeholder, disabled, autoFocus, autoComplete, wrong, secret }: FieldProps & { secret?: boolean }) {
  const form = useForm()
  const error = form.error(name) ?? (form.isLeft(name) ? wrong : undefined)
  const value = at(form.values, name)
  const called = label ?? titleOf(name.split('.').at(-1) ?? name)
  form.know(name, called, secret)
  return {
    value,
    set: (next: unknown) => form.set(name, next),
    look: {
      name,
      label: called,
      description: helpOf(hint, value, limitsOf(form.schema, name)),
      placeholder: placeholder ?? '',
      disabled: disabled ?? false,
      error: error && <FieldError text={error} />,
      withAsterisk: isNeeded(form.schema, name),
      onBlur: () => value !== undefined && form.touch(name),
      ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
      ...(autoComplete ? { autoComplete } : {}),
    },
  }
}

/** The limit in the help line: of a number always, of a text as it comes near. */
function helpOf(hint: ReactNode, value: unknown, { length, least, most }: ReturnType<typeof limitsOf>): ReactNode {
  // a code of two letters is chosen or known: what is counted is text that may grow too long
  const near = length !== undefined && length > 10 && typeof value === 'string' && value.length > length * 0.8
  const limit = near
    ? `${countText(value.length)} of ${countText(length)} characters.`
    : most !== undefined && most <= 1_000_000 && least !== undefined && `${countText(least)} to ${countText(most)}.`
  if (!limit) return hint
  return (
    <>
      {hint} {limit}
    </>
  )
}

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value))

export function TextField(
  props: FieldProps & { type?: 'text' | 'email' | 'url' | 'tel' | 'search'; mono?: boolean; inputMode?: 'numeric' | 'text' },
) {
  const { value, set, look } = useField(props)
  return (
    <TextInput
      {...look}
      inputWrapperOrder={order}
      type={props.type ?? 'text'}
      {...(props.inputMode ? { inputMode: props.inputMode } : {})}
      {...(props.mono ? { classNames: { input: 'mono' } } : {})}
      value={textOf(value)}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}

export function PasswordField(props: FieldProps) {
  const { value, set, look } = useField({ ...props, secret: true })
  return <PasswordInput {...look} inputWrapperOrder={order} value={textOf(value)} onChange={(event) => set(event.currentTarget.value)} />
}

export function AreaField(props: FieldProps & { rows?: number; mono?: boolean }) {
  const { value, set, look } = useField(props)
  return (
    <Textarea
      {...look}
      inputWrapperOrder={order}
      autosize
      minRows={props.rows ?? 3}
      maxRows={24}
      {...(props.mono ? { classNames: { input: 'mono' } } : {})}
      value={textOf(value)}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}

const { thousands, decimals } = signsOfNumbers()
/** Numbers are typed as the reader's locale writes them. One sign stands before decimals: with two, 40,940.80 would be read as 40.94. */
const asTyped = { thousandSeparator: thousands, decimalSeparator: decimals, allowedDecimalSeparators: [decimals] }

export function NumberField(props: FieldProps & { min?: number; max?: number; step?: number; suffix?: string }) {
  const { value, set, look } = useField(props)
  const { min, max, step, suffix } = props
  return (
    <NumberInput
      {...look}
      inputWrapperOrder={order}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => set(numberTyped(next))}
      {...asTyped}
      // a wrong number is said at the field, never changed behind one's back
      clampBehavior="none"
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(step === undefined ? {} : { step })}
      {...(suffix === undefined ? {} : { suffix })}
      classNames={{ input: 'num' }}
    />
  )
}

/** An amount: typed in major units, kept in minor units. */
export function MoneyField(props: FieldProps & { currency: string }) {
  const { value, set, look } = useField(props)
  const places = placesOf(props.currency)
  // while somebody types, the field shows what was typed and nothing that was worked out from it: a point must not be lost between two keys
  const [typed, setTyped] = useState<string | number>()
  return (
    <NumberInput
      {...look}
      inputWrapperOrder={order}
      value={typed ?? (typeof value === 'number' ? value / 10 ** places : '')}
      onChange={(next) => {
        setTyped(next)
        set(minorTyped(next, places))
      }}
      onBlur={() => {
        setTyped(undefined)
        look.onBlur()
      }}
      decimalScale={places}
      fixedDecimalScale
      hideControls
      {...asTyped}
      rightSection={<span className="faint field-unit">{props.currency}</span>}
      rightSectionWidth={52}
      classNames={{ input: 'num' }}
    />
  )
}

/** A calendar day; the browser's own picker, in the reader's locale. Where the operation takes an instant, it sends the day's first in UTC. */
export function DayField(props: FieldProps & { min?: string; max?: string }) {
  const instant = isInstant(useForm().schema, props.name)
  const { value, set, look } = useField(props)
  return (
    <TextInput
      {...look}
      inputWrapperOrder={order}
      type="date"
      {...(props.min ? { min: props.min } : {})}
      {...(props.max ? { max: props.max } : {})}
      value={textOf(value).slice(0, 10)}
      onChange={(event) => set(instant && event.currentTarget.value ? `${event.currentTarget.value}T00:00:00Z` : event.currentTarget.value)}
    />
  )
}

/** `note` tells two of one name apart, below the name where one picks. */
export type Option = { value: string; label: string; note?: string | undefined }

/** `also` is what changes with the choice, such as a field that then says nothing any more; `needed` where only a check of the whole schema knows. */
export function SelectField(
  props: FieldProps & {
    options: Option[]
    clearable?: boolean
    needed?: boolean
    also?: (next: string | undefined) => Record<string, unknown>
  },
) {
  const form = useForm()
  const { value, set, look } = useField(props)
  return (
    <Select
      {...look}
      inputWrapperOrder={order}
      {...(props.needed ? { withAsterisk: true } : {})}
      data={props.options}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => {
        set(next ?? undefined)
        for (const [name, one] of Object.entries(props.also?.(next ?? undefined) ?? {})) form.set(name, one)
      }}
      searchable={props.options.length > 8}
      selectFirstOptionOnChange
      clearable={props.clearable ?? false}
      allowDeselect={props.clearable ?? false}
      nothingFoundMessage="Nothing fits"
      comboboxProps={{ shadow: 'md' }}
    />
  )
}

export function CheckField(props: FieldProps) {
  const { value, set, look } = useField(props)
  const { withAsterisk: _, placeholder: __, ...rest } = look
  return <Checkbox {...rest} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />
}

/** Several of a few. */
export function ManyField(props: FieldProps & { options: Option[] }) {
  const { value, set, look } = useField(props)
  return (
    <Checkbox.Group
      label={look.label}
      description={look.description}
      error={look.error}
      withAsterisk={look.withAsterisk}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={set}
      inputWrapperOrder={order}
    >
      <div className="many" data-tall={props.options.length > 10 || undefined}>
        {props.options.map((option) => (
          <Checkbox key={option.value} value={option.value} label={option.label} name={props.name} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
