/** A text with what is chosen of it. */
export type Marked = { text: string; from: number; to: number }
/** What takes the place of a stretch of a text, and what is chosen then, counted from its beginning. */
export type Put = { from: number; to: number; text: string; choose: [from: number, to: number] }

/** Around what is chosen; where it stands there already, it goes. */
export function around({ text, from, to }: Marked, mark: string, otherwise: string): Put {
  const own = text.slice(from, to)
  const before = text.slice(from - mark.length, from) === mark && text.slice(to, to + mark.length) === mark
  if (before) return { from: from - mark.length, to: to + mark.length, text: own, choose: [0, own.length] }
  const words = own === '' ? otherwise : own
  return { from, to, text: `${mark}${words}${mark}`, choose: [mark.length, mark.length + words.length] }
}

/** The line at which one stands becomes a heading, and a heading a line again. */
export function heading({ text, from }: Marked): Put {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = endOfLine(text, from)
  const line = text.slice(start, end)
  const [, sign = '', words = ''] = /^(#{1,6}\s+)?(.*)$/.exec(line) ?? []
  const next = sign === '' ? `## ${words}` : words
  return { from: start, to: end, text: next, choose: [next.length, next.length] }
}

/** The next step of the list in which one stands, or the first of a new one; whoever does it and how it is checked are asked for. */
export function step({ text, from: here }: Marked): Put {
  const from = amongSteps(text, here)
  const before = text.slice(0, from).split('\n')
  const last = before.findLast((line) => /^\d+[.)]\s/.test(line))
  const heads = before.findLastIndex((line) => /^#{1,6}\s/.test(line))
  const within = last !== undefined && before.lastIndexOf(last) > heads
  const count = within ? Number(/^\d+/.exec(last)?.[0] ?? 0) + 1 : 1
  const head = within || before.slice(Math.max(0, heads)).some((line) => /^#{1,6}\s+steps\b/i.test(line)) ? '' : '## Steps\n\n'
  const words = 'What is done'
  const lead = `${gap(text, endOfBlock(text, from), within ? 1 : 2)}${head}${count}. `
  const at = endOfBlock(text, from)
  return { from: at, to: at, text: `${lead}${words}\n   - Role: \n   - Check: \n`, choose: [lead.length, lead.length + words.length] }
}

/** Where one stands, if that is below the heading of the steps; else where that part ends. */
function amongSteps(text: string, here: number): number {
  const steps = /^#{1,6}[ \t]+steps\b.*$/im.exec(text)
  if (!steps) return here
  const begin = steps.index + steps[0].length
  const next = text.slice(begin).search(/\n#{1,6}[ \t]/)
  const end = next < 0 ? text.length : begin + next
  if (here >= begin && here <= end) return here
  return begin + text.slice(begin, end).trimEnd().length
}

/** A picture by what it is called; its words are chosen, for whoever does not see it. */
export function picture({ text, from, to }: Marked, called: string): Put {
  const words = (text.slice(from, to) || 'What it shows').replaceAll(/([[\]\\])/g, '\\$1')
  return { from, to, text: `![${words}](${called})`, choose: [2, 2 + words.length] }
}

const tableText = '| What | How long |\n| ---- | -------- |\n|      |          |\n'
const alertWords = 'What is to be known'

export function table(marked: Marked): Put {
  return block(marked, tableText, [2, 6])
}

export function alert(marked: Marked): Put {
  const lead = '> [!NOTE]\n> '
  return block(marked, `${lead}${alertWords}\n`, [lead.length, lead.length + alertWords.length])
}

/** The lines in which one stands are for colleagues alone. */
export function forColleagues({ text, from, to }: Marked): Put {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = endOfLine(text, to)
  const own = text.slice(start, end) || 'What colleagues alone read'
  const lead = `${gap(text, start, 2)}<!-- internal -->\n`
  return { from: start, to: end, text: `${lead}${own}\n<!-- /internal -->\n`, choose: [lead.length, lead.length + own.length] }
}

/** A link to a page, with what is chosen as its words. */
export function link({ text, from, to }: Marked, page: { title: string; path: string }): Put {
  const words = (text.slice(from, to) || page.title).replaceAll(/([[\]\\])/g, '\\$1')
  const whole = `[${words}](/handbook/${page.path})`
  return { from, to, text: whole, choose: [whole.length, whole.length] }
}

/** A page whose text stands here as well, kept there: it is filled once the text is published. */
export function include(marked: Marked, page: { path: string }): Put {
  const whole = `<!-- include: ${page.path} -->\n<!-- /include -->\n`
  return block(marked, whole, [whole.length, whole.length])
}

function block({ text, to }: Marked, own: string, [first, last]: [number, number]): Put {
  const at = endOfLine(text, to)
  const lead = gap(text, at, 2)
  return { from: at, to: at, text: `${lead}${own}`, choose: [lead.length + first, lead.length + last] }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Behind the lines that are indented below the one in which one stands. */
function endOfBlock(text: string, at: number): number {
  let end = endOfLine(text, at)
  while (/^\n[ \t]+\S/.test(text.slice(end, end + 200))) end = endOfLine(text, end + 1)
  return end
}

/** So many line ends as are missing in front of a place. */
function gap(text: string, at: number, wanted: number): string {
  if (text.slice(0, at).trim() === '') return ''
  const there = /\n*$/.exec(text.slice(0, at))?.[0].length ?? 0
  return '\n'.repeat(Math.max(0, wanted - there))
}
