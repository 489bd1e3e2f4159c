import { Select } from '../form/inputs.tsx'
import { useState } from 'react'
import { personsList } from '../../../server/modules/people/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { useDebounced } from './useDebounced.ts'

export type PersonPickProps = { label: string; value: string | null; me?: boolean; onPick: (id: string, name: string) => void }

/** Picks a colleague by typing a part of the name. */
export default function PersonPicker(props: PersonPickProps) {
  const { label, value, me = false, onPick } = props
  const [words, setWords] = useState('')
  const debounced = useDebounced(words)
  const asked = useAskPaged(personsList, { ...(debounced ? { search: debounced } : {}), limit: 50 })
  const found = asked.rows.map((row) => ({ value: row.id, label: row.name }))
  return (
    <Select
      label={label}
      searchable
      settling={words !== debounced || asked.isFetching}
      placeholder="Type a name"
      data={me ? [{ value: 'me', label: 'Me' }, ...found] : found}
      filter={({ options }) => options}
      value={value}
      onSearchChange={(typed) => setWords(found.some((one) => one.label === typed) || typed === 'Me' ? '' : typed)}
      onChange={(next) => next && onPick(next, found.find(({ value }) => value === next)?.label ?? '')}
      nothingFoundMessage={asked.isFetching ? 'Looking…' : 'Nobody fits'}
      comboboxProps={{ withinPortal: false }}
      data-autofocus
    />
  )
}
