import { Button, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconColumns3, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type List as Declared, sortsOf } from '../../../server/kernel/list/list.ts'
import { conditionText, questionsOf, readCondition } from '../../../server/kernel/list/where.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { later } from '../later.tsx'
import { DropCard, DropMenu } from '../over/menus.tsx'
import { opens } from '../over/opens.tsx'
import type { ColumnsProps } from './ColumnChoice.tsx'
import type { EditorProps } from './Filters.tsx'
import type { PickFilterProps } from './PickFilter.tsx'
import { Search } from './Search.tsx'
import type { ListState } from './state.ts'
import { useNames } from './useNames.ts'
import { conditionWords } from './words.ts'
import { takesWords } from './wire.ts'

const FilterEditor = later<EditorProps>(() => import('./Filters.tsx'))
const ColumnList = later<ColumnsProps>(() => import('./ColumnChoice.tsx'))
const PickFilter = opens<PickFilterProps>(() => import('./PickFilter.tsx'), 'menu')

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
      <DropCard
        opened={open}
        onOpen={setOpen}
        width={300}
        target={
          <UnstyledButton className="chip-value" aria-label={`${column.title} ${words}, change`}>
            {words}
          </UnstyledButton>
        }
        body={(close) => (
          <FilterEditor
            name={condition.column}
            column={column}
            simple={simple}
            from={condition}
            onDone={(next) => {
              close()
              onChange(conditionText(next))
            }}
          />
        )}
      />
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
  const way = <Way size={14} stroke={1.75} aria-hidden />
  return (
    <DropMenu
      width={230}
      tall={360}
      target={
        <Button variant="subtle" size="xs" className="list-quiet" leftSection={<IconArrowsSort size={14} stroke={1.75} aria-hidden />}>
          {list.columns[now]?.title ?? 'Order'}
        </Button>
      }
      items={names.map((name) => {
        const title = list.columns[name]?.title ?? name
        const act = { title, onClick: () => onSort(name === now && !sort.startsWith('-') ? `-${name}` : name) }
        if (name !== now) return act
        return { ...act, current: true, aside: sort.startsWith('-') ? ', from the largest down' : ', from the smallest up', end: way }
      })}
    />
  )
}

function ColumnChoice(props: ColumnsProps) {
  return (
    <DropCard
      position="bottom-end"
      width={280}
      tall={420}
      target={
        <Button variant="subtle" size="xs" className="list-quiet" leftSection={<IconColumns3 size={14} stroke={1.75} aria-hidden />}>
          Columns
        </Button>
      }
      body={() => <ColumnList {...props} />}
    />
  )
}

/** + Filter, for what can be asked of this list. */
function AddFilter({ list, simple, onAdd }: Pick<PickFilterProps, 'list' | 'simple' | 'onAdd'>) {
  const asked = Object.entries(list.columns).filter(([key, column]) => {
    if (questionsOf(column).length === 0) return false
    return !simple || Object.values(list.plain ?? {}).includes(key)
  })
  if (asked.length === 0) return null
  return (
    <PickFilter
      list={list}
      asked={asked.map(([key]) => key)}
      simple={simple}
      onAdd={onAdd}
      target={
        <UnstyledButton className="list-add">
          <IconPlus size={14} stroke={1.75} aria-hidden />
          Filter
        </UnstyledButton>
      }
    />
  )
}
