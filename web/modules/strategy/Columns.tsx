import { useState } from 'react'
import { type CsvColumn, importsColumns, type Preview } from '../../../server/modules/strategy/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, Row, Section, Select } from '../../kit/index.ts'

const words: { value: CsvColumn; label: string }[] = [
  { value: 'title', label: 'Title' },
  { value: 'type', label: 'Objective or result' },
  { value: 'id', label: 'ID' },
  { value: 'parent', label: 'Objective it belongs to' },
  { value: 'owner', label: 'Owner' },
  { value: 'start', label: 'Start' },
  { value: 'due', label: 'Due' },
  { value: 'baseline', label: 'Baseline' },
  { value: 'target', label: 'Target' },
  { value: 'current', label: 'Current value' },
  { value: 'status', label: 'Status' },
  { value: 'other', label: 'Not read' },
]

/** What each column of a CSV is read as. A word of the file that nobody knew is told here, and the file is read again. */
export function Columns({
  read,
  onRead,
}: {
  read: Preview & { columns: NonNullable<Preview['columns']> }
  onRead: (read: Preview) => void
}) {
  const [chosen, setChosen] = useState(() => read.columns.map((column) => column.as))
  const tell = useTell(importsColumns, { onDone: onRead })
  const same = read.columns.every((column, at) => column.as === chosen[at])
  return (
    <Section title="Columns of the file">
      <div className="csv-columns">
        {read.columns.map((column, at) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place; its word may stand twice
            key={at}
            label={column.name === '' ? `Column ${at + 1}` : column.name}
            description={column.sample === '' ? 'Empty' : column.sample}
            data={words}
            value={chosen[at] ?? 'other'}
            allowDeselect={false}
            onChange={(value) => setChosen(chosen.map((one, place) => (place === at ? ((value ?? one) as CsvColumn) : one)))}
          />
        ))}
      </div>
      <Row>
        <Button variant="default" disabled={same} loading={tell.isPending} onClick={() => tell.mutate({ id: read.id, columns: chosen })}>
          Read it again
        </Button>
      </Row>
    </Section>
  )
}
