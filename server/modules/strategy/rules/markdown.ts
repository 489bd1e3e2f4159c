/** HTML as word processors' files are turned into, as Markdown: headings, lists in lists, tables, links, bold and italics. Linear. */
export function markdownOf(html: string): string {
  const blocks: string[] = []
  const lists: { ordered: boolean; count: number }[] = []
  let text = ''
  let prefix = ''
  let cell: string[] | null = null
  let rows: string[][] = []
  let row: string[] = []
  let href = ''
  const end = () => {
    const words = text.replace(/[ \t\n]+/g, ' ').trim()
    text = ''
    if (words === '') return
    if (cell) cell.push(words)
    else blocks.push(prefix === '' && lists.length > 0 ? `${'    '.repeat(lists.length)}${words}` : prefix + words)
    prefix = ''
  }
  for (const [whole, closing, name = '', inner = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|[^<]+|</gi)) {
    const tag = name.toLowerCase()
    const opens = closing === ''
    if (tag === '') text += escaped(whole)
    else if (/^h[1-6]$/.test(tag)) {
      end()
      if (opens) prefix = cell ? '' : `${'#'.repeat(Number(tag[1]))} `
    } else if (tag === 'ul' || tag === 'ol') {
      end()
      if (opens) lists.push({ ordered: tag === 'ol', count: 0 })
      else lists.pop()
    } else if (tag === 'li') {
      end()
      const list = lists.at(-1)
      if (opens && list && !cell) {
        list.count += 1
        prefix = `${'    '.repeat(lists.length - 1)}${list.ordered ? `${list.count % 1000}.` : '-'} `
      }
    } else if (tag === 'table') {
      end()
      if (opens) rows = []
      else {
        blocks.push(tableOf(rows))
        rows = []
      }
    } else if (tag === 'tr') {
      if (opens) row = []
      else rows.push(row)
    } else if (tag === 'td' || tag === 'th') {
      end()
      if (opens) cell = []
      else {
        row.push((cell ?? []).join('<br>').replaceAll('|', '\\|'))
        cell = null
      }
    } else if (tag === 'p') end()
    else if (tag === 'br') {
      if (cell) end()
      else text += ' '
    } else if (tag === 'strong' || tag === 'b') text = marked(text, '**', opens)
    else if (tag === 'em' || tag === 'i') text = marked(text, '*', opens)
    else if (tag === 's' || tag === 'del') text = marked(text, '~~', opens)
    else if (tag === 'a') {
      const address = /\shref="([^"]*)"/i.exec(inner)?.[1] ?? ''
      // the anchors of a word processor are no links
      if (opens && address !== '' && !address.startsWith('#')) {
        href = address
        text += '['
      } else if (!opens && href !== '') {
        text += `](${href.replaceAll('&amp;', '&').replace(/[\s()]/g, encodeURIComponent)})`
        href = ''
      }
    }
  }
  end()
  return `${blocks
    .filter((block) => block !== '')
    .map((block, index, all) => (isItem(block) && isItem(all[index + 1]) ? `${block}\n` : `${block}\n\n`))
    .join('')
    .trimEnd()}\n`
}

function isItem(block: string | undefined): boolean {
  return block !== undefined && /^ *(?:-|\d{1,3}\.) /.test(block)
}

function escaped(text: string): string {
  return text.replace(/[\\*_`~]/g, (mark) => `\\${mark}`)
}

/** A mark stands against its words, never against the space beside them. */
function marked(text: string, mark: string, opens: boolean): string {
  if (opens) return text + mark
  const bare = text.trimEnd()
  if (bare.endsWith(mark)) return bare.slice(0, -mark.length) + text.slice(bare.length)
  return bare + mark + text.slice(bare.length)
}

function tableOf(rows: string[][]): string {
  const wide = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const [head, ...body] = rows.map((row) => `| ${Array.from({ length: wide }, (_, column) => row[column] ?? '').join(' | ')} |`)
  return head === undefined || wide === 0 ? '' : [head, `|${' --- |'.repeat(wide)}`, ...body].join('\n')
}
