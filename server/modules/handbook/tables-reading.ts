/** That the text of one page takes a passage from another. */
type PageIncludeTable = { from_page: string; to_page: string }

export type ReadingTables = { page_include: PageIncludeTable }
