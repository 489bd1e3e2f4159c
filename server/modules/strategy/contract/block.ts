/**
 * A line of a plan as the editor moves it. `from` and `to` are the whole lines that are its own, with what stands under it and without the
 * last line break; `depth` and `parent` (an index into the blocks, -1 at the top of a section) are those of the reading.
 */
export type Block = {
  section: number
  depth: number
  parent: number
  from: number
  to: number
  /** where its own Markdown stands, behind indent and mark */
  text: { from: number; to: number }
  raw: string
  /** `row`: a row of a table, which is written in the source */
  form: 'item' | 'heading' | 'plain' | 'row'
}
