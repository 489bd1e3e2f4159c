import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Button, IconButton, TextInput } from '../../kit/index.ts'
import './kinds.css'

export type DatedRow = { row: string; id?: string; text: string; day: string }

/** One more row to write on. */
export function emptyRow(): DatedRow {
  return { row: crypto.randomUUID(), text: '', day: '' }
}

/** Lines with a day each: milestones, or what something is to have come to on its way. */
export function DatedRows(props: {
  legend: string
  text: string
  day: string
  add: string
  numeric?: boolean
  rows: readonly DatedRow[]
  onRows: (rows: DatedRow[]) => void
}) {
  const { legend, text, day, add, numeric, rows, onRows } = props
  const change = (row: string, more: Partial<DatedRow>) => onRows(rows.map((one) => (one.row === row ? { ...one, ...more } : one)))
  return (
    <fieldset className="dated-rows">
      <legend>{legend}</legend>
      {rows.map((one, at) => (
        <div key={one.row} className="dated-row">
          <TextInput
            aria-label={`${text} ${at + 1}`}
            placeholder={text}
            value={one.text}
            {...(numeric ? { inputMode: 'decimal' as const } : {})}
            onChange={(event) => change(one.row, { text: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={`${day} ${at + 1}`}
            value={one.day}
            onChange={(event) => change(one.row, { day: event.currentTarget.value })}
          />
          <IconButton label={`Take away ${text.toLowerCase()} ${at + 1}`} onClick={() => onRows(rows.filter(({ row }) => row !== one.row))}>
            <IconTrash size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onRows([...rows, emptyRow()])}
      >
        {add}
      </Button>
    </fieldset>
  )
}

/** Rows that say both; a half-written one is sent too, and told of. */
export function written(rows: readonly DatedRow[]): DatedRow[] {
  return rows.filter(({ text, day }) => text.trim() !== '' || day !== '')
}
