import { Button } from '@mantine/core'
import { TextInput } from '../form/soon.tsx'
import { IconBookmark, IconDownload, IconFilter, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from '../controls.tsx'
import { DropCard, DropMenu } from '../over/menus.tsx'
import { emptyState, type Filter, type TableState } from './columns.ts'
import { Search } from '../list/Search.tsx'
import { useSavedViews } from './state.ts'

type ToolbarProps = {
  state: TableState
  onState: (next: TableState) => void
  search: boolean
  searchHint: string
  filters: Filter[]
  views: string | undefined
  csvHref: string | undefined
  count: ReactNode
  extra: ReactNode
}

/** Search, filters, views and export above a table. "/" goes to the search. */
export function Toolbar(props: ToolbarProps) {
  const { state, onState, filters, count, extra } = props
  const chosen = filters.filter((filter) => state.filters[filter.field])
  return (
    <div className="toolbar">
      <div className="toolbar-left">
        {props.search && (
          <span className="toolbar-search">
            <Search
              label={props.searchHint}
              hint={props.searchHint}
              words={state.words}
              onWords={(words) => onState({ ...state, words })}
            />
          </span>
        )}
        {filters.map((filter) => (
          <FilterButton
            key={filter.field}
            filter={filter}
            value={state.filters[filter.field] ?? ''}
            onValue={(value) => onState({ ...state, filters: { ...state.filters, [filter.field]: value } })}
          />
        ))}
        {(chosen.length > 0 || state.words) && (
          <Button variant="subtle" size="compact-sm" onClick={() => onState({ ...emptyState, sort: state.sort })}>
            Clear
          </Button>
        )}
      </div>
      <div className="toolbar-right">
        <span className="toolbar-count num">{count}</span>
        {extra}
        {props.views && <Views table={props.views} state={state} onState={onState} />}
        {props.csvHref && (
          <Button
            component="a"
            href={props.csvHref}
            download=""
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            CSV
          </Button>
        )}
      </div>
    </div>
  )
}

function FilterButton({ filter, value, onValue }: { filter: Filter; value: string; onValue: (value: string) => void }) {
  const chosen = filter.options.find((option) => option.value === value)
  return (
    <DropMenu
      position="bottom-start"
      width={200}
      target={
        <Button
          variant="default"
          size="xs"
          className="filter"
          data-chosen={chosen ? true : undefined}
          leftSection={<IconFilter size={13} aria-hidden />}
        >
          {filter.label}
          {chosen && <span className="filter-value">{chosen.label}</span>}
        </Button>
      }
      items={[
        { title: 'Any', onClick: () => onValue('') },
        'line',
        ...filter.options.map((option) => ({
          title: option.label,
          onClick: () => onValue(option.value),
          current: option.value === value,
        })),
      ]}
    />
  )
}

function Views({ table, state, onState }: { table: string; state: TableState; onState: (next: TableState) => void }) {
  const { views, save, drop } = useSavedViews(table)
  const [name, setName] = useState('')
  return (
    <DropCard
      position="bottom-end"
      width={260}
      target={
        <Button variant="default" size="xs" leftSection={<IconBookmark size={14} aria-hidden />}>
          Views
        </Button>
      }
      body={(close) => (
        <>
          <ul className="views">
            {views.length === 0 && <li className="faint">No saved views yet.</li>}
            {views.map((view) => (
              <li key={view.name}>
                <button
                  type="button"
                  className="linkish"
                  onClick={() => {
                    onState(view.state)
                    close()
                  }}
                >
                  {view.name}
                </button>
                <IconButton label={`Forget the view ${view.name}`} size={22} onClick={() => drop(view.name)}>
                  <IconX size={13} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
          <form
            className="views-new"
            onSubmit={(event) => {
              event.preventDefault()
              if (!name.trim()) return
              save({ name: name.trim(), state })
              setName('')
            }}
          >
            <TextInput
              size="xs"
              aria-label="Name of the new view"
              placeholder="Save this view as…"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" type="submit" disabled={!name.trim()}>
              Save
            </Button>
          </form>
        </>
      )}
    />
  )
}
