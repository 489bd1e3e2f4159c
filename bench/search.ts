/**
 * How well texts are found: a folder of Markdown that nobody prepared, asked for its own titles, headings and words of links, as typed and
 * with a slip, beside MiniSearch as it comes and PostgreSQL's full text, in one run. Success is the share of questions whose page came
 * first. Words of a link are asked in five parts: what is asked is not among the words that lead to the page meanwhile.
 *
 *   node bench/search.ts docs [at most so many questions of a kind]
 */
import { readFileSync, globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { performance } from 'node:perf_hooks'
import MiniSearch from 'minisearch'
import pg from 'pg'
import { testServer } from '../server/kernel/embedded.ts'
import { type Indexed, Inverted } from '../server/kernel/search/inverted.ts'
import { rank } from '../server/kernel/search/rank.ts'
import { targetOf } from '../server/modules/handbook/rules/links.ts'
import { readingOf } from '../server/modules/handbook/rules/reading.ts'
import { conditions, printFigure } from './figure.ts'

const [folder = 'docs', most = '400'] = process.argv.slice(2)
const names = globSync('**/*.{md,markdown,mdx}', {
  cwd: folder,
  exclude: (name) => name.includes('node_modules/') && !folder.includes('node_modules'),
})
const pages: Indexed[] = names.flatMap((name) => {
  const source = readFileSync(join(folder, name), 'utf8')
  const path = name.replace(/\.(md|markdown|mdx)$/, '').replace(/\/(index|readme)$/i, '')
  try {
    const { title, headings, words, linked } = readingOf(source, path)
    const links = linked.flatMap(({ url, text }) => {
      const to = targetOf(url, path)
      return to.kind === 'page' && text !== '' ? [{ to: to.path, text }] : []
    })
    return [{ key: path, title, aliases: [], headings, path, body: words, links, open: true }]
  } catch {
    console.log(`  not read: ${relative(folder, name)}`)
    return []
  }
})
const paths = new Set(pages.map(({ path }) => path))

type Question = { text: string; right: string; part: number }
const once = (all: readonly Question[]) => {
  const by = Map.groupBy(all, ({ text }) => text.toLowerCase())
  const unique = [...by.values()].flatMap((same) => (new Set(same.map(({ right }) => right)).size === 1 ? same.slice(0, 1) : []))
  const step = Math.max(1, Math.floor(unique.length / Number(most)))
  return unique.filter((_one, at) => at % step === 0).slice(0, Number(most))
}
const titles = once(pages.map(({ title, path }) => ({ text: title, right: path, part: 0 })))
const called = new Map(pages.map(({ path, title }) => [path, title.toLowerCase()]))
const headings = once(pages.flatMap(({ headings: all, path }) => all.map((text) => ({ text, right: path, part: 0 }))))
const linkTexts = once(
  pages.flatMap(({ links, path }) =>
    links.filter(({ to }) => paths.has(to) && to !== path).map(({ to, text }) => ({ text, right: to, part: 0 })),
  ),
).map((one, at) => ({ ...one, part: at % 5 }))
const hard = linkTexts.filter(({ text, right }) => called.get(right) !== text.toLowerCase())
const slips = titles.flatMap(({ text, right }, at) => {
  const words = [...text.matchAll(/\p{L}{5,}/gu)]
  const word = words[at % Math.max(1, words.length)]
  if (!word) return []
  const place = word.index + 1 + (at % (word[0].length - 2))
  const cut = [
    text.slice(0, place) + text.slice(place + 1),
    `${text.slice(0, place)}${text[place + 1]}${text[place]}${text.slice(place + 2)}`,
  ]
  return [{ text: cut[at % 2] ?? '', right, part: 0 }]
})

type Engine = (part: number) => (question: string) => string | undefined | Promise<string | undefined>

function ours(anchors: boolean): Engine {
  const asked = Map.groupBy(linkTexts, ({ part }) => part)
  const made = new Map<number, Inverted>()
  return (part) => {
    const hidden = new Set((part < 0 ? [] : (asked.get(part) ?? [])).map(({ text, right }) => `${right}\n${text.toLowerCase()}`))
    const index = made.get(part) ?? new Inverted()
    if (!made.has(part)) {
      for (const page of pages) {
        const links = anchors ? page.links.filter(({ to, text }) => !hidden.has(`${to}\n${text.toLowerCase()}`)) : []
        index.put({ ...page, links })
      }
      made.set(part, index)
    }
    return (question) => rank(index, question, { sees: () => true, limit: 1 })[0]?.key
  }
}

function miniSearch(): Engine {
  const index = new MiniSearch({ fields: ['title', 'headings', 'path', 'body'], idField: 'path' })
  index.addAll(pages.map(({ title, headings: all, path, body }) => ({ title, headings: all.join('\n'), path, body })))
  return () => (question) => index.search(question)[0]?.id
}

async function fullText(url: string): Promise<{ engine: Engine; end: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create temp table page (path text, words tsvector)')
  for (const { title, headings: all, path, body } of pages) {
    await client.query(
      `insert into page values ($1, setweight(to_tsvector('english', $2), 'A') || setweight(to_tsvector('english', $3), 'B')
        || setweight(to_tsvector('english', $4), 'C') || setweight(to_tsvector('english', left($5, 500000)), 'D'))`,
      [path, title, all.join('\n'), path.replaceAll(/[/-]/g, ' '), body],
    )
  }
  await client.query('create index on page using gin (words)')
  const any = `to_tsquery('english', array_to_string(array(select lexeme from unnest(to_tsvector('english', $1))), ' | '))`
  const engine: Engine = () => async (question) => {
    const { rows } = await client.query(`select path from page where words @@ ${any} order by ts_rank(words, ${any}) desc, path limit 1`, [
      question,
    ])
    return rows[0]?.path
  }
  return { engine, end: () => client.end() }
}

const server = await testServer()
conditions()
try {
  const { engine: postgres, end } = await fullText(server.url)
  printFigure('pages', String(pages.length))
  const engines: [string, Engine][] = [
    ['ours', ours(true)],
    ['ours without words of links', ours(false)],
    ['minisearch', miniSearch()],
    ['postgres', postgres],
  ]
  const kinds: [string, Question[]][] = [
    ['titles', titles],
    ['headings', headings],
    ['link texts', linkTexts],
    ['link texts unlike the title', hard],
    ['titles with a slip', slips],
  ]
  for (const [name, engine] of engines) {
    const times: number[] = []
    const shares: string[] = []
    for (const [kind, questions] of kinds) {
      let right = 0
      for (const { text, right: page, part } of questions) {
        const ask = engine(kind.startsWith('link') ? part : -1)
        const begun = performance.now()
        const first = await ask(text)
        times.push(performance.now() - begun)
        if (first === page) right += 1
      }
      shares.push(`${kind} ${questions.length === 0 ? '–' : (right / questions.length).toFixed(3)} of ${questions.length}`)
    }
    times.sort((a, b) => a - b)
    printFigure(name, `${shares.join(' · ')} · p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)} ms`)
  }
  await end()
} finally {
  await server.stop()
}
