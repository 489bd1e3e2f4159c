import type { Cell, ExportColumn, Row } from './columns.ts'
import { type Part, zipOf } from './zip.ts'

/** Rows that a sheet holds, its heading among them. */
const mostRows = 1_048_576

/**
 * A workbook of one sheet (ECMA-376) as it is made: numbers are numbers, days and instants (UTC) are dates, texts are texts, which no
 * program runs as a formula. The heading stays in place.
 */
export function xlsxOf(columns: readonly ExportColumn[], pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const parts: Part[] = [
    ...fixed.map(([name, text]) => ({ name, bytes: [`${declaration}${text}`] })),
    { name: 'xl/worksheets/sheet1.xml', bytes: sheet(columns, pages) },
  ]
  return zipOf(parts)
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const fixed: [string, string][] = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Rows" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ],
]
/** Places in `cellXfs` above. */
const style = { heading: 1, amount: 2, day: 3, instant: 4 }

async function* sheet(columns: readonly ExportColumn[], pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const widths = columns.map(({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join('')
  yield `${declaration}<worksheet xmlns="${main}">${frozen}<cols>${widths}</cols><sheetData>${line(
    1,
    columns.map(({ title }) => ({ kind: 'text', text: title })),
    style.heading,
  )}`
  let at = 1
  for await (const rows of pages) {
    if (at + rows.length > mostRows) throw new Error('a sheet holds 1,048,576 rows')
    const first = at + 1
    yield rows.map((row, n) => lineOf(first + n, columns, row)).join('')
    at += rows.length
  }
  yield '</sheetData></worksheet>'
}

function lineOf(at: number, columns: readonly ExportColumn[], row: Row): string {
  return line(
    at,
    columns.map(({ cell }) => cell(row)),
  )
}

function line(at: number, cells: Cell[], look?: number): string {
  return `<row r="${at}">${cells.map((cell, n) => cellXml(`${letters(n)}${at}`, cell, look)).join('')}</row>`
}

function cellXml(place: string, { kind, text, said }: Cell, look?: number): string {
  if (text === '') return ''
  const serial = kind === 'day' || kind === 'instant' ? serialOf(text) : undefined
  if (serial !== undefined) return `<c r="${place}" s="${kind === 'day' ? style.day : style.instant}"><v>${serial}</v></c>`
  if (kind === 'yes') return `<c r="${place}" t="b"><v>${text === 'true' ? 1 : 0}</v></c>`
  const isNumber = (kind === 'number' || kind === 'amount') && /^-?\d{1,15}(\.\d+)?$/.test(text)
  if (isNumber) return `<c r="${place}"${kind === 'amount' ? ` s="${style.amount}"` : ''}><v>${text}</v></c>`
  return `<c r="${place}" t="inlineStr"${look === undefined ? '' : ` s="${look}"`}><is><t xml:space="preserve">${xml(said ?? text)}</t></is></c>`
}

/** Days since 1899-12-30, as spreadsheets count from March 1900 on; an earlier day stays text. */
function serialOf(text: string): number | undefined {
  const ms = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text)
  const days = (ms - Date.UTC(1899, 11, 30)) / 86_400_000
  return Number.isFinite(days) && days >= 61 ? days : undefined
}

/** 0 → A, 26 → AA. */
function letters(n: number): string {
  return n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26)
}

/** What XML 1.0 cannot hold is a space; a cell holds 32,767 characters. */
function xml(text: string): string {
  return text
    .slice(0, 32_767)
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
