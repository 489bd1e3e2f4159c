import { IconLock } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { blocksOf, type Block, inlineOf, type Inline } from './markdown-read.ts'
import { Link } from './Link.tsx'

/** Markdown of a safe subset (no HTML): headings, lists, tables, quotes, code, links, emphasis. `from` is the first heading's level. */
export function Markdown({ text, from = 2 }: { text: string; from?: 2 | 3 | 4 }): ReactNode {
  return <div className="prose">{blocksOf(text).map((block, index) => blockView(block, index, from))}</div>
}

function blockView(block: Block, key: number, from: number): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, block.level + from - 1)
      const Tag = `h${level}` as 'h2'
      return <Tag key={key}>{lineView(block.text)}</Tag>
    }
    case 'paragraph':
      return <p key={key}>{lineView(block.text)}</p>
    case 'code':
      return (
        <pre key={key}>
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote key={key}>{block.blocks.map((inner, index) => blockView(inner, index, from))}</blockquote>
    case 'rule':
      return <hr key={key} />
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List key={key}>
          {block.items.map((item, index) => (
            // items of rendered text have no identity but their place
            // biome-ignore lint/suspicious/noArrayIndexKey: static text
            <li key={index}>
              {lineView(item.text)}
              {item.blocks.map((inner, at) => blockView(inner, at, from))}
            </li>
          ))}
        </List>
      )
    }
    case 'table':
      return (
        <div key={key} className="prose-table">
          <table>
            <thead>
              <tr>
                {block.head.map((cell) => (
                  <th key={cell}>{lineView(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: static text
                <tr key={at}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: static text
                    <td key={column}>{lineView(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

/** One line of Markdown: emphasis, code, links. */
export function lineView(text: string): ReactNode {
  return inlineOf(text).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: static text
    <Fragment key={index}>{partView(part)}</Fragment>
  ))
}

const lock = /([\u{1F512}\u{1F510}\u{1F50F}]\uFE0F?|:lock:)/u

/** Signs that machines without their letters show as boxes are drawn. */
function withSigns(text: string): ReactNode {
  if (!lock.test(text)) return text
  // biome-ignore lint/suspicious/noArrayIndexKey: static text
  return text.split(lock).map((part, at) => (at % 2 === 1 ? <LockSign key={at} says="Internal:" /> : <Fragment key={at}>{part}</Fragment>))
}

/** A drawn lock, with its words for those who hear the page. */
export function LockSign({ says }: { says: string }) {
  return (
    <span className="lock-sign">
      <IconLock size="1em" stroke={2} aria-hidden />
      <span className="unseen">{says}</span>
    </span>
  )
}

function partView(part: Inline): ReactNode {
  if (part.kind === 'text') return withSigns(part.text)
  if (part.kind === 'code') return <code>{part.text}</code>
  if (part.kind === 'strong') return <strong>{lineView(part.text)}</strong>
  if (part.kind === 'em') return <em>{lineView(part.text)}</em>
  if (part.kind === 'struck') return <s>{lineView(part.text)}</s>
  return <Link href={part.href}>{lineView(part.text)}</Link>
}
