type Told = { rule: string; by: { kind: string; name: string }; subject: { title: string }; text: string; due_day?: string | null }

const numbered = /^([A-Z]{2,4}-(?:\d{4}-)?\d+)(?:: |$)/

/**
 * What a notice is about and what is said of it, each once: a letter needs the whole sentence, here the title stands above it and the reason
 * above that. The number comes last.
 */
export function saidOnce({ rule, by, subject, text, due_day }: Told): { title: string; said: string } {
  const number = numbered.exec(subject.title)?.[1]
  const title = (number && subject.title.slice(number.length + 2)) || subject.title
  const rest = text
    .replace(title === number ? '' : `: ${title}`, '')
    .replace(number ? new RegExp(`^${number}:? `) : '', '')
    .replace(`${title}: `, '')
    .replace(`${title} `, '')
    .replace(/^asks you to /, '')
    // the day stands beside it
    .replace(/^was due on \d{4}-\d{2}-\d{2}/, (words) => (due_day ? 'it is late' : words))
    .replace(/^is yours$/, 'it is yours')
    .replace(/^is decided$/, by.kind === 'person' ? `by ${by.name}` : 'is decided')
  const said = rule === 'mentioned' ? text : rest.charAt(0).toUpperCase() + rest.slice(1)
  return { title, said: number && title !== number ? `${said} · ${number}` : said }
}
