import { type DragEvent, useState } from 'react'
import { Initials, Link } from '../../../kit/index.ts'
import { drawingOf, type LeftBox, type RightRow, topOf, width } from './draw.ts'
import type { Plan, Tree as TreeData } from './words.ts'

type TreeProps = {
  tree: TreeData
  plans: readonly Plan[]
  /** an item was taken: by a click, or by a key */
  onTake: (key: string, defect: string | null) => void
  /** one item was dragged onto another */
  onJoin: ((from: string, to: string) => void) | undefined
}

const note = 'text/x-item'

/** Methods of the plan at the top, those of the plans below it, and the edges between them. The list says the same. */
export function Tree({ tree, plans, onTake, onJoin }: TreeProps) {
  const { height, boxes, heads, rows, curves } = drawingOf(tree, plans)
  const [over, setOver] = useState<string>()
  const ends = (key: string) =>
    onJoin && {
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.setData(note, key)
        event.dataTransfer.effectAllowed = 'link'
      },
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(note)) return
        event.preventDefault()
        setOver(key)
      },
      onDragLeave: () => setOver(undefined),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(undefined)
        const from = event.dataTransfer.getData(note)
        if (from && from !== key) onJoin(from, key)
      },
    }
  return (
    <div className="al-only-wide">
      <div className="al-heads">
        <h2 className="al-where">
          {topOf(tree)?.title} <span className="faint">methods in their order</span>
        </h2>
        <div className="al-keys">
          <Key says="serves" tone="plain" />
          <Key says="contradicts" tone="bad" />
          <Key says="needs a look" tone="warn" />
        </div>
      </div>
      <div className="al-scroll">
        <div className="al-tree" style={{ height }}>
          <svg
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label="Which method of a plan serves which method above it; the same as the list"
          >
            {curves.map(({ key, path, tone, says }) => (
              <path key={key} d={path} className="al-edge" data-tone={tone}>
                <title>{says}</title>
              </path>
            ))}
          </svg>
          {boxes.map((box) => (
            <Box key={box.key} box={box} over={over === box.key} ends={ends(box.key)} onTake={() => onTake(box.key, null)} />
          ))}
          {heads.map(({ plan, top }) => (
            <div key={plan.id} className="al-head" style={{ top }}>
              <Initials name={plan.dri ?? plan.title} size="s" round />
              <Link href={`/strategy/plans/${plan.slug}?tab=alignment`}>{plan.title}</Link>
            </div>
          ))}
          {rows.map((row) => (
            <RowBox key={row.key} row={row} over={over === row.key} ends={ends(row.key)} onTake={() => onTake(row.key, row.defect)} />
          ))}
        </div>
      </div>
    </div>
  )
}

type Ends =
  | {
      draggable: boolean
      onDragStart: (event: DragEvent) => void
      onDragOver: (event: DragEvent) => void
      onDragLeave: () => void
      onDrop: (event: DragEvent) => void
    }
  | undefined

function Box({ box, over, ends, onTake }: { box: LeftBox; over: boolean; ends: Ends; onTake: () => void }) {
  return (
    <button type="button" className="al-box" style={{ top: box.top }} onClick={onTake} {...ends} {...(over ? { 'data-over': true } : {})}>
      <span className="faint">{box.rank}</span>
      <span className="two-lines">{shortOf(box.text)}</span>
    </button>
  )
}

function RowBox({ row, over, ends, onTake }: { row: RightRow; over: boolean; ends: Ends; onTake: () => void }) {
  return (
    <button
      type="button"
      className="al-row"
      style={{ top: row.top }}
      data-tone={row.tone}
      onClick={onTake}
      title={row.text}
      {...ends}
      {...(over ? { 'data-over': true } : {})}
    >
      <span className="clip">{shortOf(row.text)}</span>
      {row.note && <small>{row.note}</small>}
    </button>
  )
}

/** What a method is called: without who answers for it, and without what explains it. */
export function shortOf(text: string): string {
  const plain = text.replace(/\s*\([A-Z]{2,5}\)/gu, '').replace(/\s*\((?:owner|dri)[^()]*\)/giu, '')
  return plain.split(/:\s|\s[-–—]\s/u)[0]?.trim() || text
}

function Key({ says, tone }: { says: string; tone: string }) {
  return (
    <span className="al-key">
      <svg width="22" height="8" aria-hidden>
        <path className="al-edge" data-tone={tone} d="M0 4H22" />
      </svg>
      {says}
    </span>
  )
}
