import { IconPlus, IconTrash } from '@tabler/icons-react'
import { personsList } from '../../../server/modules/people/contract.ts'
import { useAsk } from '../../ask.ts'
import { Button, IconButton, Select, TextInput } from '../../kit/index.ts'
import './kinds.css'

export type NextAction = { row: string; text: string; dri: string; due: string }

/** What is to be done next, by whom and by when: each becomes an action of the house when the update is posted. */
export function NextActions({ rows, today, onRows }: { rows: readonly NextAction[]; today: string; onRows: (rows: NextAction[]) => void }) {
  const known = useAsk(personsList, { limit: 200 })
  const people = (known.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const change = (row: string, more: Partial<NextAction>) => onRows(rows.map((one) => (one.row === row ? { ...one, ...more } : one)))
  return (
    <fieldset className="dated-rows">
      <legend>Next</legend>
      {rows.map((one, at) => (
        <div key={one.row} className="update-action">
          <TextInput
            aria-label={`What is done next ${at + 1}`}
            placeholder="What"
            value={one.text}
            onChange={(event) => change(one.row, { text: event.currentTarget.value })}
          />
          <Select
            aria-label={`Who does it ${at + 1}`}
            placeholder="Who"
            searchable
            data={people}
            value={one.dri || null}
            onChange={(dri) => change(one.row, { dri: dri ?? '' })}
          />
          <TextInput
            type="date"
            min={today}
            aria-label={`By when ${at + 1}`}
            value={one.due}
            onChange={(event) => change(one.row, { due: event.currentTarget.value })}
          />
          <IconButton label={`Take away action ${at + 1}`} onClick={() => onRows(rows.filter(({ row }) => row !== one.row))}>
            <IconTrash size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onRows([...rows, { row: crypto.randomUUID(), text: '', dri: '', due: '' }])}
      >
        Add an action
      </Button>
    </fieldset>
  )
}
