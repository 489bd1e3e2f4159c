import {
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Block, BlockEdit, Opening } from '../../../../server/modules/strategy/contract.ts'
import { Button, MoreMenu, useRowKeys } from '../../../kit/index.ts'
import './editor.css'

type Act = (edit: BlockEdit, then?: { focus: number; says: string }) => boolean
type Over = { at: number; where: 'before' | 'after' }

/** The lines of a plan as blocks: written in place, dragged by their handle, moved and nested by keys. */
export function Blocks(props: {
  source: string
  blocks: readonly Block[]
  labels: readonly string[]
  /** sections that have no line yet */
  openings: readonly Opening[]
  act: Act
  busy: boolean
  readOnly: boolean
  current: number
  onCurrent: (at: number) => void
  focus: number | undefined
  /** takes a key that was pressed while the text is being read; false when it is read */
  hold: Hold
}) {
  const { source, blocks, labels, openings, act, busy, readOnly, current, onCurrent, focus, hold } = props
  const list = useRef<HTMLDivElement>(null)
  const { keys } = useRowKeys(blocks.length)
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<Over>()
  useEffect(() => {
    if (focus === undefined) return
    list.current?.querySelector<HTMLTextAreaElement>(`[data-block="${focus}"]`)?.focus()
  }, [focus])
  const drop = () => {
    if (dragged !== undefined && over)
      act({ do: 'place', at: dragged, beside: over.at, where: over.where }, { focus: over.at, says: 'Moved' })
    setDragged(undefined)
    setOver(undefined)
  }
  return (
    <div className="blocks" ref={list} aria-busy={busy}>
      {labels.map((label, section) => (
        // sections have no name of their own but their place
        // biome-ignore lint/suspicious/noArrayIndexKey: a section is its place
        <section key={section} aria-label={label}>
          <h3>{label}</h3>
          {blocks.map((block, at) =>
            block.section === section ? (
              <fieldset
                key={keys[at]}
                aria-label={block.raw || 'Empty line'}
                className="block"
                data-depth={block.depth}
                data-current={at === current || undefined}
                data-over={over?.at === at ? over.where : undefined}
                onDragOver={(event) => {
                  if (dragged === undefined || dragged === at) return
                  event.preventDefault()
                  const box = event.currentTarget.getBoundingClientRect()
                  setOver({ at, where: event.clientY < box.top + box.height / 2 ? 'before' : 'after' })
                }}
                onDrop={(event) => {
                  event.preventDefault()
                  drop()
                }}
              >
                {!readOnly && block.form !== 'row' && (
                  <span
                    className="block-grip"
                    draggable
                    aria-hidden
                    onDragStart={(event) => {
                      event.dataTransfer.effectAllowed = 'move'
                      event.dataTransfer.setData('text/plain', block.raw)
                      setDragged(at)
                    }}
                    onDragEnd={() => {
                      setDragged(undefined)
                      setOver(undefined)
                    }}
                  >
                    <IconGripVertical size={14} />
                  </span>
                )}
                <span className="block-mark num" aria-hidden>
                  {markOf(blocks, at)}
                </span>
                <Words
                  source={source}
                  block={block}
                  at={at}
                  label={`${label}, line ${blocks.slice(0, at + 1).filter((one) => one.section === section).length}`}
                  readOnly={readOnly || block.form === 'row'}
                  act={act}
                  hold={hold}
                  last={blocks.length - 1}
                  onFocus={() => onCurrent(at)}
                />
                {!readOnly && block.form !== 'row' && <BlockMenu at={at} act={act} name={block.raw} />}
              </fieldset>
            ) : null,
          )}
          {!readOnly && openings.some((one) => one.section === section) && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              aria-label={`Write the first line of ${label}`}
              onClick={() => act({ do: 'begin', section, raw: '' }, { focus: 0, says: 'First line' })}
            >
              Write the first line
            </Button>
          )}
        </section>
      ))}
    </div>
  )
}

function markOf(blocks: readonly Block[], at: number): string {
  const block = blocks[at] as Block
  if (block.form !== 'item') return ''
  const rank = blocks.filter((one, n) => n <= at && one.parent === block.parent && one.section === block.section).length
  return block.depth === 0 ? String(rank) : '·'
}

type Hold = (at: number, key: string) => boolean

type WordsProps = {
  source: string
  block: Block
  at: number
  label: string
  readOnly: boolean
  act: Act
  hold: Hold
  last: number
  onFocus: () => void
}

/** The block's own Markdown. Tab nests and Shift+Tab lifts; after Escape, Tab leads on as everywhere. */
function Words({ source, block, at, label, readOnly, act, hold, last, onFocus }: WordsProps) {
  const leaving = useRef(false)
  const own = source.slice(block.text.from, block.text.to)
  const value = /[\r\n]/.test(own) ? block.raw : own
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const did = (done: boolean) => {
      if (done) event.preventDefault()
    }
    const { altKey, shiftKey, ctrlKey, metaKey } = event
    if (event.key === 'Escape') leaving.current = true
    else if (event.key === 'Tab') {
      if (!leaving.current && !readOnly)
        did(act({ do: shiftKey ? 'lift' : 'nest', at }, { focus: at, says: shiftKey ? 'Lifted' : 'Nested' }))
    } else leaving.current = false
    if (readOnly || ctrlKey || metaKey) return
    const typed = event.key === 'Enter' ? '\n' : event.key
    if (!altKey && !event.nativeEvent.isComposing && (typed.length === 1 || typed === 'Backspace') && hold(at, typed)) return did(true)
    if (altKey && event.key === 'ArrowUp') did(act({ do: 'up', at }, { focus: at, says: 'Moved up' }))
    else if (altKey && event.key === 'ArrowDown') did(act({ do: 'down', at }, { focus: at, says: 'Moved down' }))
    else if (event.key === 'Enter') did(act({ do: 'add', after: at, raw: '' }, { focus: at + 1, says: 'One more line' }) || true)
    else if (event.key === 'Backspace' && value === '') did(act({ do: 'remove', at }, { focus: Math.max(0, at - 1), says: 'Taken away' }))
    else if (!altKey && event.key === 'ArrowUp' && event.currentTarget.selectionStart === 0 && at > 0) did(step(event, at - 1))
    else if (!altKey && event.key === 'ArrowDown' && event.currentTarget.selectionEnd === value.length && at < last)
      did(step(event, at + 1))
  }
  return (
    <textarea
      className="block-words"
      data-block={at}
      aria-label={label}
      rows={1}
      value={value}
      readOnly={readOnly}
      onFocus={onFocus}
      onKeyDown={key}
      onChange={(event) => act({ do: 'write', at, raw: event.currentTarget.value })}
    />
  )
}

function step(event: KeyboardEvent<HTMLTextAreaElement>, to: number): boolean {
  const other = event.currentTarget.closest('.blocks')?.querySelector<HTMLTextAreaElement>(`[data-block="${to}"]`)
  other?.focus()
  return other !== null && other !== undefined
}

/** The same acts for whoever uses neither mouse nor keys of their own. */
function BlockMenu({ at, act, name }: { at: number; act: Act; name: string }) {
  const one = (title: string, edit: BlockEdit, says: string, focus = at) => ({ title, onClick: () => void act(edit, { focus, says }) })
  return (
    <MoreMenu
      label={`More for ${name || 'an empty line'}`}
      acts={[
        { ...one('Move up', { do: 'up', at }, 'Moved up'), icon: <IconArrowUp size={14} aria-hidden /> },
        { ...one('Move down', { do: 'down', at }, 'Moved down'), icon: <IconArrowDown size={14} aria-hidden /> },
        { ...one('Nest', { do: 'nest', at }, 'Nested'), icon: <IconIndentIncrease size={14} aria-hidden /> },
        { ...one('Lift', { do: 'lift', at }, 'Lifted'), icon: <IconIndentDecrease size={14} aria-hidden /> },
        {
          ...one('Add a line below', { do: 'add', after: at, raw: '' }, 'One more line', at + 1),
          icon: <IconPlus size={14} aria-hidden />,
        },
        {
          ...one('Take away', { do: 'remove', at }, 'Taken away', Math.max(0, at - 1)),
          danger: true,
          icon: <IconTrash size={14} aria-hidden />,
        },
      ]}
    />
  )
}
