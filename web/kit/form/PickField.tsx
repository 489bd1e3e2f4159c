import { Loader } from '@mantine/core'
import { Select } from './inputs.tsx'
import { useState } from 'react'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, type AskOutput, useAskPaged } from '../../ask.ts'
import { titleOf } from '../format.ts'
import { useDebounced } from '../list/useDebounced.ts'
import { FieldError, type FieldProps, type Option, order } from './fields.tsx'
import { useForm } from './held.ts'
import { at, isNeeded } from './values.ts'

type RowOf<T extends Operation> = AskOutput<T> extends { items: (infer R)[] } ? R : never

type PickProps<T extends Operation> = FieldProps & {
  /** a paged list that takes search words */
  operation: T
  input?: Partial<AskInput<T>>
  /** the field of the operation that takes the words: an operation refuses one that it does not know */
  search: keyof AskInput<T> & string
  option: (row: RowOf<T>) => Option
  /** who stands there now, by name: the list may not hold them */
  now?: Option | undefined
  /** where only a rule of the server knows */
  needed?: boolean
}

/** Picks one of the server's rows by typing a part of its name: an account, a person, a contract. */
export function PickField<T extends Operation>(props: PickProps<T>) {
  const { name, operation, option, search } = props
  const form = useForm()
  const [words, setWords] = useState('')
  const debounced = useDebounced(words)
  const asked = useAskPaged(operation, { ...(props.input ?? {}), ...(debounced ? { [search]: debounced } : {}), limit: 20 } as AskInput<T>)
  const value = at(form.values, name)
  const [picked, setPicked] = useState<Option>()
  const kept = typeof value === 'string' && form.names[value] ? { value, label: form.names[value] } : undefined
  const chosen = [picked, kept, props.now].find((one) => one?.value === value)
  const label = props.label ?? titleOf(name)
  form.know(name, label)
  const error = form.error(name)
  const found = asked.rows.map((row) => option(row))
  const data: Option[] = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found
  return (
    <Select
      name={name}
      label={label}
      description={props.hint}
      inputWrapperOrder={order}
      // a field that is put right must not hide what is said below it
      openOnFocus={false}
      placeholder={props.placeholder ?? 'Type to search'}
      disabled={props.disabled ?? false}
      error={error && <FieldError text={error} />}
      withAsterisk={props.needed || isNeeded(form.schema, name)}
      searchable
      settling={words !== debounced || asked.isFetching}
      {...(props.autoFocus ? { 'data-autofocus': true } : {})}
      data={data}
      // who was chosen before is no answer to other words
      filter={({ options, search }) => (chosen && search !== chosen.label ? options.filter((one) => fits(one, found)) : options)}
      value={typeof value === 'string' ? value : null}
      onSearchChange={(typed) => setWords(typed === chosen?.label ? '' : typed)}
      onChange={(next) => {
        const one = data.find((option) => option.value === next)
        setPicked(one)
        if (one) form.nameIt(one.value, one.label)
        form.set(name, next ?? undefined)
      }}
      {...(data.some(({ note }) => note)
        ? { renderOption: ({ option: one }) => <Noted of={data.find(({ value }) => value === one.value)} /> }
        : {})}
      nothingFoundMessage={asked.isFetching ? 'Looking…' : 'Nothing fits'}
      rightSection={asked.isFetching ? <Loader size={14} /> : undefined}
      comboboxProps={{ shadow: 'md' }}
    />
  )
}

function Noted({ of }: { of: Option | undefined }) {
  return (
    <span className="option">
      <span className="option-name">{of?.label}</span> <span className="faint">{of?.note}</span>
    </span>
  )
}

const fits = (one: object, found: Option[]) => !('value' in one) || found.some(({ value }) => value === one.value)
