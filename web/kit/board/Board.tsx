import './board.css'
import { IconArrowDown, IconArrowUp, IconEyeOff, IconGripVertical, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '../controls.tsx'
import { moved } from './order.ts'

export type BoardTile = { key: string; title: string; says: string; size: 'wide' | 'third' }
type Props = {
  tiles: readonly BoardTile[]
  more: readonly BoardTile[]
  /** tiles are moved, hidden and added; without it the board is only read */
  arranging: boolean
  onChange: (keys: string[]) => void
  children: (tile: BoardTile) => ReactNode
}

/** Tiles in their order; wide ones have a row, the others share one. A person arranges them by mouse or keys, nobody restyles them. */
export function Board({ tiles, more, arranging, onChange, children }: Props): ReactNode {
  const [told, setTold] = useState('')
  const held = useRef<string | undefined>(undefined)
  const board = useRef<HTMLDivElement>(null)
  const keys = tiles.map(({ key }) => key)
  // a tile that moved keeps the focus on its handle
  useEffect(() => {
    if (held.current === undefined) return
    board.current?.querySelector<HTMLElement>(`[data-handle="${held.current}"]`)?.focus()
    held.current = undefined
  })
  const move = (tile: BoardTile, by: -1 | 1) => {
    const next = moved(keys, tile.key, by)
    held.current = tile.key
    setTold(`${tile.title}: ${next.indexOf(tile.key) + 1} of ${next.length}`)
    onChange(next)
  }
  const hide = (tile: BoardTile) => {
    const at = keys.indexOf(tile.key)
    held.current = keys[at + 1] ?? keys[at - 1]
    setTold(`${tile.title} is hidden`)
    onChange(keys.filter((key) => key !== tile.key))
  }
  const add = (tile: BoardTile) => {
    held.current = tile.key
    setTold(`${tile.title} is added`)
    onChange([...keys, tile.key])
  }
  const press = (event: KeyboardEvent, tile: BoardTile) => {
    const by =
      event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 1 : undefined
    if (by === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return
    event.preventDefault()
    if (by === undefined) hide(tile)
    else move(tile, by)
  }
  return (
    <>
      <div ref={board} className="board" data-arranging={arranging || undefined}>
        {tiles.map((tile, at) => (
          <section key={tile.key} className="board-tile" data-size={tile.size} data-tile={tile.key} aria-label={tile.title}>
            {arranging && (
              <div className="board-bar">
                <button
                  type="button"
                  className="board-handle"
                  data-handle={tile.key}
                  aria-describedby="board-keys"
                  onKeyDown={(event) => press(event, tile)}
                >
                  <IconGripVertical size={14} aria-hidden />
                  {tile.title}
                </button>
                <IconButton label={`Move ${tile.title} up`} size={26} disabled={at === 0} onClick={() => move(tile, -1)}>
                  <IconArrowUp size={15} aria-hidden />
                </IconButton>
                <IconButton label={`Move ${tile.title} down`} size={26} disabled={at === tiles.length - 1} onClick={() => move(tile, 1)}>
                  <IconArrowDown size={15} aria-hidden />
                </IconButton>
                <IconButton label={`Hide ${tile.title}`} size={26} onClick={() => hide(tile)}>
                  <IconEyeOff size={15} aria-hidden />
                </IconButton>
              </div>
            )}
            <div className="board-in" inert={arranging}>
              {children(tile)}
            </div>
          </section>
        ))}
      </div>
      {arranging && (
        <section className="board-more" aria-label="Tiles to add">
          <p id="board-keys" className="board-keys">
            Arrow keys move a tile, Delete hides it. It is kept as you go.
          </p>
          {more.length > 0 && (
            <ul>
              {more.map((tile) => (
                <li key={tile.key}>
                  <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => add(tile)}>
                    {tile.title}
                  </Button>
                  <span>{tile.says}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <p className="unseen" aria-live="polite">
        {told}
      </p>
    </>
  )
}

/** A tile's card: its name, what is beside the name, and what it shows. */
export function TileCard({
  title,
  count,
  aside,
  children,
  flush = false,
}: {
  title: string
  count?: number
  aside?: ReactNode
  children: ReactNode
  flush?: boolean
}): ReactNode {
  return (
    <div className="tile-card" data-flush={flush || undefined}>
      <header>
        <h2>
          {title}
          {count !== undefined && <span className="tile-count num"> {count}</span>}
        </h2>
        {aside && <span className="tile-aside num">{aside}</span>}
      </header>
      <div className="tile-in">{children}</div>
    </div>
  )
}
