/** That the text of one page takes a passage from another. */
type PageIncludeTable = { from_page: string; to_page: string }

/** That somebody wants to be told of another text of a page. */
type WatchTable = { person: string; page_id: string; at: Date }

/** How easy a run was, as whoever followed it said. */
export type RatingTable = { run_id: string; page_id: string; no: number; person: string; score: number; at: Date; day: string }

/** What readers of a procedure said over a year, at the end of a day. */
type ScoredTable = { day: string; page_id: string; readers: number; net: number }

export type ReadingTables = { page_include: PageIncludeTable; watch: WatchTable; rating: RatingTable; scored: ScoredTable }
