import '../over/library.css'
import { Menu, Popover } from '@mantine/core'
import { useState } from 'react'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import { conditionText } from '../../../server/kernel/list/where.ts'
import { type Opens, useOpens } from '../over/opens.tsx'
import FilterEditor from './Filters.tsx'

export type PickFilterProps = Opens & {
  list: Declared
  /** columns that can be asked for */
  asked: string[]
  simple: boolean
  onAdd: (condition: string) => void
}

/** First the column, then what is asked of it. */
export default function PickFilter({ target, list, asked, simple, onAdd }: PickFilterProps) {
  const [picking, setPicking] = useOpens({})
  const [name, setName] = useState<string>()
  const column = name === undefined ? undefined : list.columns[name]
  return (
    <Popover
      withRoles={false}
      opened={column !== undefined}
      onChange={(open) => !open && setName(undefined)}
      position="bottom-start"
      width={300}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span>
          <Menu opened={picking} onChange={setPicking} position="bottom-start" width={220}>
            <Menu.Target>{target}</Menu.Target>
            <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
              {asked.map((key) => (
                <Menu.Item key={key} onClick={() => setName(key)}>
                  {list.columns[key]?.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        {column && name !== undefined && (
          <FilterEditor
            name={name}
            column={column}
            simple={simple}
            onDone={(condition) => {
              setName(undefined)
              onAdd(conditionText(condition))
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
