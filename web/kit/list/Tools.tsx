import { Button, Menu, Popover, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconChevronDown, IconChevronUp, IconColumns3, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type List as Declared, shownColumns, sortsOf } from '../../../server/kernel/list/list.ts'
import { conditionText, readCondition } from '../../../server/kernel/list/where.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { Checkbox } from '../controls.tsx'
import { AddFilter, FilterEditor } from './Filters.tsx'
import { useNames } from './Pickers.tsx'
import { Search } from './Search.tsx'
import type { ListState } from './state.ts'
import { conditionWords } from './words.ts'
import { takesWords } from './wire.ts'

type ToolsProps = { operation: Operation; list: Declared; state: ListState; onState: (next: ListState) => void; title: string }

/** Words, conditions as chips, the order and the columns. */
export function Tools({ operation, list, state, onState, title }: ToolsProps) {
  const simple = operation.list === undefined
  const where = (next: string[]) => onState({ ...state, where: next })
  return (
    <div className="list-tools">
      {takesWords(operation, list) && (
        <Search words={state.words} label={`Filter ${title.toLowerCase()} by words`} onWords={(words) => onState({ ...state, words })} />
      )}
      {state.where.map((text) => (
        <Chip
          key={text}
          text={text}
          list={list}
          simple={simple}
          onChange={(next) => where(state.where.map((one) => (one === text ? next : one)))}
          onDrop={() => where(state.where.filter((one) => one !== text))}
        />
      ))}
      <AddFilter list={list} simple={simple} onAdd={(condition) => where([...state.where.filter((one) => one !== condition), condition])} />
      <span className="list-tools-end">
        {!simple && <SortMenu list={list} sort={state.sort} onSort={(sort) => onState({ ...state, sort })} />}
        <ColumnChoice list={list} columns={state.columns} onColumns={(columns) => onState({ ...state, columns })} />
      </span>
    </div>
  )
}

type ChipProps = { text: string; list: Declared; simple: boolean; onChange: (next: string) => void; onDrop: () => void }

function Chip({ text, list, simple, onChange, onDrop }: ChipProps) {
  const [open, setOpen] = useState(false)
  const condition = readCondition(list, text)
  const column = list.columns[condition.column]
  const names = useNames(column?.kind === 'person' || column?.kind === 'customer' ? column.kind : undefined, condition.values)
  if (!column) return null
  const words = conditionWords(column, condition, (id) => names.get(id))
  return (
    <span className="chip">
      <span className="chip-title">{column.title}</span>
      <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className="chip-value" aria-label={`${column.title} ${words}, change`} onClick={() => setOpen(!open)}>
            {words}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterEditor
            name={condition.column}
            column={column}
            simple={simple}
            from={condition}
            onDone={(next) => {
              setOpen(false)
              onChange(conditionText(next))
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <UnstyledButton className="chip-drop" aria-label={`Without ${column.title} ${words}`} onClick={onDrop}>
        <IconX size={13} stroke={1.75} aria-hidden />
      </UnstyledButton>
    </span>
  )
}

function SortMenu({ list, sort, onSort }: { list: Declared; sort: string; onSort: (sort: string) => void }) {
  const now = sort.replace(/^-/, '')
  const names = Object.keys(list.columns).filter((name) => sortsOf(list).includes(name))
  const Way = sort.startsWith('-') ? IconArrowDown : IconArrowUp
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button variant="subtle" size="xs" className="list-quiet" leftSection={<IconArrowsSort size={14} stroke={1.75} aria-hidden />}>
          {list.columns[now]?.title ?? 'Order'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {names.map((name) => (
          <Menu.Item
            key={name}
            onClick={() => onSort(name === now && !sort.startsWith('-') ? `-${name}` : name)}
            rightSection={name === now ? <Way size={14} stroke={1.75} aria-hidden /> : null}
            {...(name === now ? { 'aria-current': true } : {})}
          >
            {list.columns[name]?.title}
            {name === now && <span className="unseen">{sort.startsWith('-') ? ', from the largest down' : ', from the smallest up'}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ColumnChoice({ list, columns, onColumns }: { list: Declared; columns: string[]; onColumns: (columns: string[]) => void }) {
  const rest = Object.keys(list.columns).filter((name) => !columns.includes(name))
  const move = (name: string, by: number) => {
    const at = columns.indexOf(name)
    const next = columns.filter((one) => one !== name)
    next.splice(Math.max(0, at + by), 0, name)
    onColumns(next)
  }
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" size="xs" className="list-quiet" leftSection={<IconColumns3 size={14} stroke={1.75} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflowY: 'auto' }}>
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
      </Popover.Dropdown>
    </Popover>
  )
}
