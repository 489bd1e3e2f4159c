import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { columnsOfDocument, textOfDocument } from './documents.ts'
import { columnsUnmet } from './rules/goals-csv.ts'
import { type PlanReading, readDocument } from './rules/reading.ts'

const facts = { name: 'crew', fiscalYearEnd: '01-31' }

/** A ZIP of these files; `says` gives a file another size than it has. */
function zipOf(files: Record<string, string>, says: Record<string, number> = {}): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const whole = Buffer.from(text)
    const packed = deflateRawSync(whole)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(whole), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(says[name] ?? whole.length, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    list.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, tail, Buffer.from(name)]))
    parts.push(local)
    at += local.length
  }
  const end = Buffer.alloc(22)
  end.set([0x50, 0x4b, 5, 6])
  end.writeUInt16LE(list.length, 8)
  end.writeUInt16LE(list.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...list, end])
}

const schema = 'http://schemas.openxmlformats.org'
const word = `xmlns:w="${schema}/wordprocessingml/2006/main"`
const run = (text: string, bold = false) => `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (inner: string, style = '') => `<w:p><w:pPr>${style}</w:pPr>${inner}</w:p>`
const heading = (level: number, text: string) => paragraph(run(text), `<w:pStyle w:val="Heading${level}"/>`)
const bullet = (inner: string, depth = 0) => paragraph(inner, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="1"/></w:numPr>`)
const row = (...cells: string[]) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`

function docx(body: string, says: Record<string, number> = {}): Buffer {
  const levels = [0, 1].map((depth) => `<w:lvl w:ilvl="${depth}"><w:numFmt w:val="bullet"/></w:lvl>`).join('')
  return zipOf(
    {
      '[Content_Types].xml': `<Types xmlns="${schema}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      '_rels/.rels': `<Relationships xmlns="${schema}/package/2006/relationships"><Relationship Id="r" Type="${schema}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      'word/_rels/document.xml.rels': `<Relationships xmlns="${schema}/package/2006/relationships"><Relationship Id="n" Type="${schema}/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`,
      'word/numbering.xml': `<w:numbering ${word}><w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
      'word/document.xml': `<w:document ${word}><w:body>${body}</w:body></w:document>`,
    },
    says,
  )
}

const saying = (plans: PlanReading[]) =>
  plans.map(({ title, framework, sections }) => [
    title.core,
    framework,
    sections.map(({ name, items }) => [
      name,
      items.map(({ depth, text, label, said, hint, notes }) => [depth, text, label, said, hint, notes.map(({ raw }) => raw)]),
    ]),
  ])
const read = (text: string) => saying(readDocument(text, facts).plans)

describe('documents that are no Markdown', () => {
  test('a .docx reads as its Markdown does', async () => {
    const file = docx(
      [
        heading(1, 'Crew VPMOM FY27'),
        heading(2, 'Vision'),
        paragraph(run('Nobody waits for a *boat*.')),
        heading(2, 'Priorities'),
        bullet(run('Calm', true) + run(' - nobody shouts')),
        bullet(run('at sea &amp; ashore'), 1),
        heading(3, 'Care'),
        paragraph(run('Each boat is a home.')),
        heading(2, 'Methods'),
        bullet(run('Row')),
        heading(2, 'Measures'),
        `<w:tbl>${row('Measure', 'From', 'To', 'Owner')}${row('Miles', '3', '9', '@ada')}</w:tbl>`,
      ].join(''),
    )
    const markdown =
      '# Crew VPMOM FY27\n## Vision\nNobody waits for a \\*boat\\*.\n## Priorities\n- **Calm** - nobody shouts\n    - at sea & ashore\n### Care\nEach boat is a home.\n## Methods\n- Row\n## Measures\n| Measure | From | To | Owner |\n|---|---|---|---|\n| Miles | 3 | 9 | @ada |\n'
    const text = await textOfDocument('crew.docx', file)
    expect(read(text)).toEqual(read(markdown))
    expect(read(text)).toHaveLength(1)
    expect(await textOfDocument('crew.docx', file)).toBe(text)
  })

  test('what unpacks to more than it says, or is another archive, is refused', async () => {
    const long = docx(paragraph(run('row '.repeat(40_000))), { 'word/document.xml': 2000 })
    await expect(textOfDocument('long.docx', long)).rejects.toMatchObject({ code: 'import.too_large' })
    await expect(textOfDocument('other.docx', zipOf({ 'a.txt': 'Vision' }))).rejects.toMatchObject({ code: 'import.not_word' })
    await expect(textOfDocument('cut.docx', docx('').subarray(0, 200))).rejects.toMatchObject({ code: 'file.archive_unsafe' })
  })

  test('the CSV of an OKR tool: objectives with their results, owners, targets and period', async () => {
    const csv =
      '\uFEFFid,parent id,type,title,owner e-mail,start,due,baseline,target,current,status\r\n1,,Objective,Guests come back,nadia@inn.example,2027-01-01,2027-03-31,,,,on track\r\n2,1,Key Result,"Reviews, four ""stars""",lucia@inn.example,,,120,400,150,at risk\r\n3,,Objective,Rooms are ready,,,,,,,\r\n4,3,Key Result,Ready by noon,omar@inn.example,,,80 %,95 %,,\r\n'
    const [plan] = readDocument(await textOfDocument('inn-okrs.csv', Buffer.from(csv)), facts).plans
    expect([plan?.title.core, plan?.header.period?.to, plan?.ticked]).toEqual(['inn okrs', '2027-03-31', true])
    expect(
      plan?.sections[0]?.items.map(({ depth, text, said, hint }) => [
        depth,
        text,
        said.owner,
        said.status,
        hint && 'target' in hint && [hint.baseline, hint.target, hint.unit],
      ]),
    ).toEqual([
      [0, 'Guests come back', 'nadia', 'on track', null],
      [1, 'Reviews, four "stars"', 'lucia', 'at risk', ['120', '400', null]],
      [0, 'Rooms are ready', null, null, null],
      [1, 'Ready by noon', 'omar', null, ['80', '95', '%']],
    ])
    expect(await textOfDocument('money.csv', Buffer.from('day,sum\n1,2\n'))).toBe('day,sum\n1,2\n')
  })

  test('columns whose words nobody knows are read as somebody chose', async () => {
    const csv = Buffer.from('Was,Sorte,Wer,,Bis\nGuests come back,Objective,nadia,x,\nFour stars,Key result,lucia,y,2027-03-31\n')
    expect(columnsOfDocument('inn.csv', csv, null)).toEqual([
      { name: 'Was', sample: 'Guests come back', as: 'other' },
      { name: 'Sorte', sample: 'Objective', as: 'other' },
      { name: 'Wer', sample: 'nadia', as: 'other' },
      { name: '', sample: 'x', as: 'other' },
      { name: 'Bis', sample: '2027-03-31', as: 'other' },
    ])
    expect(await textOfDocument('inn.csv', csv)).toBe(csv.toString())
    const chosen = ['title', 'type', 'owner', 'other', 'due'] as const
    expect(columnsOfDocument('inn.csv', csv, chosen)?.map(({ as }) => as)).toEqual(chosen)
    const [plan] = readDocument(await textOfDocument('inn.csv', csv, chosen), facts).plans
    expect(plan?.sections[0]?.items.map(({ depth, text, said }) => [depth, text, said.owner])).toEqual([
      [0, 'Guests come back', 'nadia'],
      [1, 'Four stars', 'lucia'],
    ])
    expect(columnsOfDocument('plan.md', csv, null)).toBe(null)
    expect(columnsOfDocument('inn.csv', docx(''), null)).toBe(null)
  })

  test.each([
    ['fewer than there are', ['title', 'type'], '3 columns'],
    ['one thing twice', ['title', 'type', 'title'], 'Two columns'],
    ['no title', ['other', 'type', 'other'], 'No column was chosen as "title"'],
    ['nothing that tells results from objectives', ['title', 'owner', 'other'], 'Nothing tells results'],
  ] as const)('a choice of columns is refused: %s', (_name, chosen, why) => {
    expect(columnsUnmet(chosen, 3)).toContain(why)
    expect(columnsUnmet(['title', 'other', 'other', 'parent'], 4)).toBe(null)
  })
})

type Block = { heading: [number, string] } | { bullet: [string, number?] } | { bold: string } | { text: string } | { table: string[][] }

function inWord(blocks: Block[]): Buffer {
  const bodies = blocks.map((block) => {
    if ('heading' in block) return heading(...block.heading)
    if ('bullet' in block) return bullet(run(block.bullet[0]), block.bullet[1] ?? 0)
    if ('bold' in block) return paragraph(run(block.bold, true))
    if ('text' in block) return paragraph(run(block.text))
    return `<w:tbl>${block.table.map((cells) => row(...cells)).join('')}</w:tbl>`
  })
  return docx(bodies.join(''))
}

function inMarkdown(blocks: Block[]): string {
  return blocks
    .map((block) => {
      if ('heading' in block) return `\n${'#'.repeat(block.heading[0])} ${block.heading[1]}\n`
      if ('bullet' in block) return `${'    '.repeat(block.bullet[1] ?? 0)}- ${block.bullet[0]}`
      if ('bold' in block) return `\n**${block.bold}**\n`
      if ('text' in block) return `\n${block.text}\n`
      const [head = [], ...rows] = block.table
      return `\n${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
    })
    .join('\n')
}

/** A plan in what it says: its title, period and lines. */
const said = ({ title, header, sections, ticked }: PlanReading) => ({
  title: title.core,
  ticked,
  period: header.period && [header.period.from, header.period.to],
  sections: sections.map(({ name, items }) => [
    name,
    items.map(({ depth, text, said: own, hint }) => [
      depth,
      text,
      own.owner,
      hint?.kind === 'target' ? [hint.baseline, hint.target] : null,
    ]),
  ]),
})

const written: [string, Block[]][] = [
  [
    'a plan of sections',
    [
      { heading: [1, 'Crew VPMOM FY27 (ABC)'] },
      { text: 'Period: FY27' },
      { heading: [2, 'Vision'] },
      { text: 'Everybody sails.' },
      { heading: [2, 'Priorities'] },
      { bullet: ['Speed'] },
      { heading: [2, 'Principles'] },
      { bullet: ['We say no'] },
      { heading: [2, 'Methods'] },
      { bullet: ['Row'] },
      { bullet: ['with oars', 1] },
      { heading: [2, 'Measures'] },
      {
        table: [
          ['Measure', 'From', 'To'],
          ['Boats', '3', '9'],
        ],
      },
    ],
  ],
  [
    'objectives as headings with tables',
    [
      { heading: [1, 'Harbour OKRs Q3 2027'] },
      { heading: [2, 'Objective 1: Ships find us'] },
      {
        table: [
          ['Key result', 'Baseline', 'Target', 'Owner'],
          ['Lamps lit', '71%', '95%', 'Ada'],
          ['Lost ships', '4', '1', 'Ben'],
        ],
      },
      { heading: [2, 'Objective 2: Nobody waits'] },
      {
        table: [
          ['Key result', 'Baseline', 'Target', 'Owner'],
          ['Hours at anchor', '9', '2', 'Ada'],
        ],
      },
    ],
  ],
  [
    'objectives in bold with lists',
    [
      { heading: [1, 'Lighthouse'] },
      { heading: [2, 'OKRs 2027'] },
      { bold: 'Objective 1: Seen from afar' },
      { bullet: ['KR1: 12 lamps renewed (owner: Ada)'] },
      { bullet: ['KR2: Outage from 9 to 2 minutes'] },
      { bold: 'Objective 2: Heard in fog' },
      { bullet: ['KR1: Horn heard by 95% of ships'] },
    ],
  ],
]

test.each(written)('%s: a word processor’s file says what its Markdown says', async (_what, blocks) => {
  const [file, plain] = [await textOfDocument('crew.docx', inWord(blocks)), inMarkdown(blocks)]
  const [one, other] = [file, plain].map((text) => readDocument(text, facts).plans.map(said))
  expect(one).toEqual(other)
  expect(one?.[0]?.sections.length).toBeGreaterThan(0)
})
