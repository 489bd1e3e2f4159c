import { Button, UnstyledButton } from '@mantine/core'
import { Checkbox } from '../form/inputs.tsx'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type List as Declared, shownColumns } from '../../../server/kernel/list/list.ts'

export type ColumnsProps = { list: Declared; columns: string[]; onColumns: (columns: string[]) => void }

/** Which columns are shown, and in which order. */
export default function ColumnChoice({ list, columns, onColumns }: ColumnsProps) {
  const rest = Object.keys(list.columns).filter((name) => !columns.includes(name))
  const move = (name: string, by: number) => {
    const at = columns.indexOf(name)
    const next = columns.filter((one) => one !== name)
    next.splice(Math.max(0, at + by), 0, name)
    onColumns(next)
  }
  return (
    <>
      <ul className="list-columns" aria-label="Columns, in their order">
        {[...columns, ...rest].map((name) => {
          const title = list.columns[name]?.title ?? name
          const at = columns.indexOf(name)
          return (
            <li key={name}>
              <Checkbox
                label={title}
                checked={at >= 0}
                disabled={at >= 0 && columns.length === 1}
                onChange={() => onColumns(at >= 0 ? columns.filter((one) => one !== name) : [...columns, name])}
              />
              {at >= 0 && (
                <span>
                  <UnstyledButton aria-label={`${title} further to the left`} disabled={at === 0} onClick={() => move(name, -1)}>
                    <IconChevronUp size={15} stroke={1.75} aria-hidden />
                  </UnstyledButton>
                  <UnstyledButton
                    aria-label={`${title} further to the right`}
                    disabled={at === columns.length - 1}
                    onClick={() => move(name, 1)}
                  >
                    <IconChevronDown size={15} stroke={1.75} aria-hidden />
                  </UnstyledButton>
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <Button variant="default" size="xs" onClick={() => onColumns(shownColumns(list))}>
        As it was
      </Button>
    </>
  )
}
